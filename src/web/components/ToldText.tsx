import { useToldText } from '#web/shell/use-told-problem.ts';

/** A text of the server, such as why a job failed, in the reader's language. */
export function ToldText({ said }: { readonly said: string }) {
  const tell = useToldText();
  return tell(said);
}
