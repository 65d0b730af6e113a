import type { Readable } from 'node:stream';
import { z } from 'zod';

/** A reply that is a file to save rather than JSON. */
export class FileReply {
  readonly content: string | Uint8Array | Readable;
  readonly fileName: string;
  readonly contentType: string;
  /** Shown by the browser instead of saved: only for pages that hold no one's text. */
  readonly inline: boolean;

  constructor(file: {
    readonly content: string | Uint8Array | Readable;
    readonly fileName: string;
    readonly contentType: string;
    readonly inline?: boolean;
  }) {
    this.content = file.content;
    this.fileName = file.fileName;
    this.contentType = file.contentType;
    this.inline = file.inline ?? false;
  }
}

/** The response schema of a route that answers with a file. */
export const fileReply = z.instanceof(FileReply);

/** `attachment` with the name in both forms of RFC 6266; no control characters, quotes or path parts get through. */
export function attachmentHeader(fileName: string): string {
  const name = fileName.replaceAll(/[\p{Cc}\p{Cf}/\\]/gu, '_').slice(0, 200) || 'download';
  const plain = name.replaceAll(/[^\w .()-]/g, '_');
  const encoded = encodeURIComponent(name).replaceAll(
    /['()*]/g,
    (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`;
}
