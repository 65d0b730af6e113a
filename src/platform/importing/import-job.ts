import { z } from 'zod';
import { text } from '#kernel/local-text.ts';
import { defineJobKind } from '#platform/jobs/job-kind.ts';
import { importMapping } from './mapping.ts';
import { runImport } from './run-import.ts';
import { withUploadFile } from './stored-uploads.ts';

const reading = text('Reading the rows', '正在读取', '正在讀取');
const finishing = text('Completing what depends on them', '正在完成关联数据', '正在完成關聯資料');

/** Imports an uploaded file. Records and the end of the job are committed together: a killed worker leaves all or nothing. */
export const importJob = defineJobKind({
  kind: 'import',
  lane: 'long',
  attempts: 3,
  args: z.object({ uploadId: z.uuid(), fileName: z.string(), mapping: importMapping, dryRun: z.boolean() }),
  title: ({ fileName, dryRun }) =>
    dryRun
      ? text(`Preview of ${fileName}`, `预览 ${fileName}`, `預覽 ${fileName}`)
      : text(`Import of ${fileName}`, `导入 ${fileName}`, `匯入 ${fileName}`),
  tells: ({ fileName, dryRun }, { state, problem }) => {
    if (dryRun) return undefined;
    const link = '/settings/import';
    if (state === 'done')
      return { title: text(`Import finished: ${fileName}`, `导入完成：${fileName}`, `匯入完成：${fileName}`), link };
    const why = problem ?? '';
    const title = text(`Import failed: ${fileName}`, `导入失败：${fileName}`, `匯入失敗：${fileName}`);
    return { title, body: text(why, why, why), link };
  },
  run: (work, { uploadId, mapping, dryRun }) =>
    withUploadFile(work.services, work.viewer, uploadId, async (path, { fileName, lines }) => {
      const total = lines === null ? undefined : Math.max(1, lines - 1);
      return runImport(work.services, work.viewer, {
        path,
        fileName,
        mapping,
        dryRun,
        id: work.id,
        signal: work.signal,
        onProgress: (_file, rows) =>
          work.progress(rows, total, total !== undefined && rows >= total ? finishing : reading),
        beforeCommit: (tx, report) => work.finishIn(tx, report),
      });
    }),
});
