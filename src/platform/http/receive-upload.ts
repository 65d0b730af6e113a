import { Transform } from 'node:stream';
import type { FastifyRequest } from 'fastify';
import type { Upload } from './define-route.ts';
import { Problem } from './problem.ts';

/** The file of a request: the first one of multipart/form-data, or the body itself when it is application/octet-stream. */
export async function receiveUpload(request: FastifyRequest, maxBytes: number): Promise<Upload> {
  if (request.isMultipart()) {
    const part = await request.file({ limits: { fileSize: maxBytes, files: 1, fields: 20, fieldSize: 10_000 } });
    if (part === undefined) throw missing();
    part.file.on('limit', () => part.file.destroy(tooLarge(maxBytes)));
    return { fileName: cleanName(part.filename), contentType: part.mimetype, stream: part.file };
  }
  const contentType = request.headers['content-type'];
  if (contentType !== 'application/octet-stream') throw missing();
  const { fileName } = request.query as { fileName?: unknown };
  return {
    fileName: cleanName(typeof fileName === 'string' ? fileName : 'upload'),
    contentType,
    stream: request.raw.pipe(limit(maxBytes)),
  };
}

function limit(maxBytes: number): Transform {
  let seen = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      seen += chunk.length;
      if (seen > maxBytes) done(tooLarge(maxBytes));
      else done(null, chunk);
    },
  });
}

/** The last part of a path, without control characters or direction overrides; never used as a path on our side. */
function cleanName(name: string): string {
  const last = name.split(/[/\\]/).at(-1) ?? '';
  return last.replaceAll(/[\p{Cc}\p{Cf}]/gu, '').slice(0, 200) || 'upload';
}

function missing(): Problem {
  return new Problem('unsupported-media-type', 'a file is expected: multipart/form-data, or application/octet-stream', {
    status: 415,
  });
}

function tooLarge(maxBytes: number): Problem {
  return new Problem('too-large', `the file is larger than ${maxBytes} bytes`, { status: 413 });
}
