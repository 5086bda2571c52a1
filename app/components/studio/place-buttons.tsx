import { Button } from "../button.tsx";

/** Moves and deletes the scene or ending whose form it stands in. */
export function PlaceButtons({ what }: { what: "scene" | "ending" }) {
  return (
    <div className="button-row">
      <Button variant="second" small name="do" value="up">
        Move up<span className="visually-hidden"> this {what}</span>
      </Button>
      <Button variant="second" small name="do" value="down">
        Move down<span className="visually-hidden"> this {what}</span>
      </Button>
      <Button variant="withdraw" small name="do" value="remove-part">
        Delete this {what}
      </Button>
      <span className="hint">Undo brings it back.</span>
    </div>
  );
}
