/** Text in which the words that were searched for are marked. */
export function Marked({ pieces }: { pieces: readonly { text: string; marked: boolean }[] }) {
  return (
    <>
      {pieces.map((piece, at) =>
        piece.marked ? <mark key={at}>{piece.text}</mark> : <span key={at}>{piece.text}</span>,
      )}
    </>
  );
}
