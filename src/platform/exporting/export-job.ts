import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import { text } from '#kernel/local-text.ts';
import { Refused } from '#kernel/result.ts';
import { storeJobFile } from '#platform/jobs/job-files.ts';
import { defineJobKind } from '#platform/jobs/job-kind.ts';
import { recordDefinition } from '#platform/records/registry.ts';
import { may } from '#platform/visibility/viewer.ts';
import { listExport, noteExport, openExport } from './export-list.ts';

const writing = text('Writing the rows', '正在写入', '正在寫入');
const link = '/settings/jobs';

/**
 * Writes a long list into a file for whoever asked, with the rights of the moment in which it runs. The file, its entry in the
 * event log and the end of the job are committed together.
 */
export const exportJob = defineJobKind({
  kind: 'export',
  lane: 'long',
  attempts: 3,
  args: listExport.extend({ kind: z.string(), fileName: z.string() }),
  title: ({ fileName }) => text(`Export of ${fileName}`, `导出 ${fileName}`, `匯出 ${fileName}`),
  tells: ({ fileName }, { state, problem }) => {
    const why = problem ?? '';
    return state === 'done'
      ? {
          title: text(
            `Ready to save: ${fileName}`,
            `导出完成，可以下载：${fileName}`,
            `匯出完成，可以下載：${fileName}`,
          ),
          body: text('It is kept for 7 days.', '文件保留 7 天。', '檔案保留 7 天。'),
          link,
        }
      : {
          title: text(`Export failed: ${fileName}`, `导出失败：${fileName}`, `匯出失敗：${fileName}`),
          body: text(why, why, why),
          link,
        };
  },
  run: async (work, { kind: name, fileName, ...ask }) => {
    const { kind } = recordDefinition(name);
    if (!may(work.viewer, name, 'export')) throw new Refused('forbidden', 'your position does not allow this');
    const folder = await mkdtemp(join(tmpdir(), 'quarterdeck-export-'));
    try {
      const list = await openExport(work.services, work.viewer, kind, ask, {
        onRows: (done, total) => work.progress(Math.min(done, total), total, writing),
      });
      const path = join(folder, 'export');
      await pipeline(list.bytes, createWriteStream(path, { mode: 0o600 }), { signal: work.signal });
      return await work.asViewer(async (context) => {
        const { contentType } = list;
        const file = await storeJobFile(context, work.id, { fileName, contentType }, createReadStream(path));
        await noteExport(context, kind, list.note);
        await work.finishIn(context.tx, file);
      });
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
});
