export interface PipsProps {
  /** 0 to 5. */
  value: number;
  /** The word for that value; pips never stand without one. */
  word: string;
  onBlock?: boolean;
}

/** Five pips and a word: how one measure stands. */
export function Pips({ value, word, onBlock }: PipsProps) {
  return (
    <span className={onBlock ? "pips pips-block" : "pips"}>
      <span className="pips-row" aria-hidden="true">
        {[1, 2, 3, 4, 5].map((pip) => (
          <span key={pip} className={pip <= value ? "pip pip-full" : "pip"} />
        ))}
      </span>
      <span className="pips-word">
        {word}
        <span className="visually-hidden">, {value} of 5</span>
      </span>
    </span>
  );
}
