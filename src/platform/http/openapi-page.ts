type Json = Readonly<Record<string, unknown>>;

/** The description as one page without scripts or outside files. */
export function openApiPage(document: Json): string {
  const info = document.info as { title: string; version: string; description: string };
  const operations = Object.entries(document.paths as Record<string, Record<string, Json>>).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })),
  );
  const tags = [...new Set(operations.map(({ operation }) => (operation.tags as string[])[0]))].sort();
  const sections = tags.map((tag) => {
    const own = operations.filter(({ operation }) => (operation.tags as string[])[0] === tag);
    return `<section><h2 id="${escape(tag)}">${escape(tag)}</h2>${own.map(article).join('')}</section>`;
  });
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>${escape(info.title)}</title><style>${style}</style></head><body>
<header><h1>${escape(info.title)} <small>${escape(info.version)}</small></h1><p>${escape(info.description)}</p>
<p><a href="/api/openapi.json">openapi.json</a></p>
<nav>${tags.map((tag) => `<a href="#${escape(tag)}">${escape(tag)}</a>`).join(' ')}</nav></header>
${sections.join('')}</body></html>`;
}

function article({ path, method, operation }: { path: string; method: string; operation: Json }): string {
  const parameters = (operation.parameters as { name: string; in: string; required: boolean; schema: Json }[]).map(
    (parameter) =>
      `<tr><td>${escape(parameter.name)}</td><td>${escape(parameter.in)}${parameter.required ? ', required' : ''}</td><td>${escape(JSON.stringify(parameter.schema))}</td></tr>`,
  );
  const body = (operation.requestBody as Json | undefined)?.content;
  const responses = Object.entries(operation.responses as Record<string, Json>)
    .filter(([status, { content }]) => status !== 'default' && content !== undefined)
    .map(([status, { content }]) => `<h4>Reply ${escape(status)}</h4>${schema(content)}`);
  return `<details id="${escape(String(operation.operationId))}"><summary><code><b>${method}</b> ${escape(path)}</code> ${escape(String(operation.summary))}</summary>
<p>Open to ${escape(String(operation['x-access']))}.</p>
${parameters.length === 0 ? '' : `<table>${parameters.join('')}</table>`}
${body === undefined ? '' : `<h4>Body</h4>${schema(body)}`}${responses.join('')}</details>`;
}

function schema(content: unknown): string {
  return Object.entries(content as Record<string, { schema?: unknown }>)
    .map(
      ([type, media]) => `<p>${escape(type)}</p><pre>${escape(JSON.stringify(media.schema ?? {}, undefined, 2))}</pre>`,
    )
    .join('');
}

function escape(text: string): string {
  return text.replaceAll(/[&<>"']/g, (mark) => `&#${mark.charCodeAt(0)};`);
}

const style = `:root{color-scheme:light dark}body{font:14px/1.5 system-ui,"PingFang SC","Noto Sans SC",sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}
summary{cursor:pointer;padding:.3rem 0;border-bottom:1px solid color-mix(in srgb,currentColor 15%,transparent)}
pre{overflow:auto;font-size:12px}td{padding:.1rem .8rem .1rem 0;vertical-align:top;word-break:break-word}nav a{margin-right:.8rem}small{font-weight:400}`;
