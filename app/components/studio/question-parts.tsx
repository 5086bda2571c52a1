import type { DraftQuestion } from "#app/domain/learning/module-draft.ts";
import type { PartList } from "#app/domain/learning/module-edit.ts";
import { Button } from "../button.tsx";
import { SelectField } from "../forms/select-field.tsx";
import { TextArea } from "../forms/text-area.tsx";
import { TextField } from "../forms/text-field.tsx";

/** What an officer chooses among, sorts or puts in order, each with what is said to it. */
export function QuestionParts({ question }: { question: DraftQuestion }) {
  switch (question.type) {
    case "single":
    case "multiple":
      return (
        <>
          <input type="hidden" name="with-right" value="1" />
          {question.options.map((option, at) => (
            <Part key={option.id} list="options" id={option.id} words={`Option ${at + 1}`}>
              <TextArea
                name={`p.${option.id}.text`}
                label="What it says"
                rows={2}
                defaultValue={option.text}
              />
              <label className="check-line">
                <input
                  type={question.type === "single" ? "radio" : "checkbox"}
                  name="right"
                  value={option.id}
                  defaultChecked={option.right}
                />{" "}
                {question.type === "single" ? "This is the right one" : "This is right"}
              </label>
              <TextField
                name={`p.${option.id}.title`}
                label="Heading of what is said to it"
                hint="A few words, such as “Close: that is the other clock”. May be left out."
                defaultValue={option.title ?? ""}
              />
              <TextArea
                name={`p.${option.id}.feedback`}
                label="What is said to whoever chooses it"
                rows={3}
                defaultValue={option.feedback}
              />
            </Part>
          ))}
          <AddPart list="options" what="an option" />
        </>
      );
    case "sort":
      return (
        <>
          {question.groups.map((group, at) => (
            <Part key={group.id} list="groups" id={group.id} words={`Group ${at + 1}`}>
              <TextField name={`g.${group.id}.text`} label="Its name" defaultValue={group.text} />
            </Part>
          ))}
          <AddPart list="groups" what="a group" />
          <Items items={question.items}>
            {(item) => (
              <>
                <SelectField
                  name={`p.${item.id}.group`}
                  label="Belongs with"
                  defaultValue={item.group}
                  options={[
                    { value: "", label: "Choose" },
                    ...question.groups.map((one, g) => ({
                      value: one.id,
                      label: one.text || `Group ${g + 1}`,
                    })),
                  ]}
                />
                <SaidOf item={item} />
              </>
            )}
          </Items>
        </>
      );
    case "order":
      return (
        <>
          <p className="hint">Write the items in their right order: officers see them in another.</p>
          <Items items={question.items}>{() => null}</Items>
          <TextArea name="feedback" label="What is said" rows={3} defaultValue={question.feedback} />
        </>
      );
    case "match":
      return (
        <Items items={question.items}>
          {(item) => (
            <>
              <TextArea name={`p.${item.id}.answer`} label="Goes with" rows={2} defaultValue={item.answer} />
              <SaidOf item={item} />
            </>
          )}
        </Items>
      );
    case "reflection":
      return (
        <TextArea
          name="feedback"
          label="What is said once it is written"
          hint="May be left out."
          rows={3}
          defaultValue={question.feedback ?? ""}
        />
      );
  }
}

/** Items with what they say, each with what else is asked of it. */
function Items<Item extends { id: string; text: string }>({
  items,
  children,
}: {
  items: readonly Item[];
  children: (item: Item) => React.ReactNode;
}) {
  return (
    <>
      {items.map((item, at) => (
        <Part key={item.id} list="items" id={item.id} words={`Item ${at + 1}`}>
          <TextArea name={`p.${item.id}.text`} label="What it says" rows={2} defaultValue={item.text} />
          {children(item)}
        </Part>
      ))}
      <AddPart list="items" what="an item" />
    </>
  );
}

function SaidOf({ item }: { item: { id: string; feedback: string } }) {
  return (
    <TextArea
      name={`p.${item.id}.feedback`}
      label="What is said of it"
      rows={2}
      defaultValue={item.feedback}
    />
  );
}

function Part({
  list,
  id,
  words,
  children,
}: {
  list: PartList;
  id: string;
  words: string;
  children: React.ReactNode;
}) {
  const hidden = <span className="visually-hidden"> {words.toLowerCase()}</span>;
  return (
    <fieldset className="conditions">
      <legend>{words}</legend>
      {children}
      <div className="button-row">
        <Button variant="second" small name="do" value={`part-up:${list}/${id}`}>
          Move up{hidden}
        </Button>
        <Button variant="second" small name="do" value={`part-down:${list}/${id}`}>
          Move down{hidden}
        </Button>
        <Button variant="withdraw" small name="do" value={`remove-part:${list}/${id}`}>
          Delete{hidden}
        </Button>
      </div>
    </fieldset>
  );
}

function AddPart({ list, what }: { list: PartList; what: string }) {
  return (
    <div className="button-row">
      <Button variant="second" small name="do" value={`add-part:${list}`}>
        Add {what}
      </Button>
    </div>
  );
}
