const ROWS: readonly (readonly [string, string])[] = [
  ["## A title", "begins a screen. Every screen has one."],
  ["---", "on a line of its own, with an empty line before it, begins the next screen."],
  ["**strong**, *said softly*, [a link](/help)", "Markdown as everywhere; lists with - or 1."],
  ['<Fact id="F7" />', "cites a fact by its number."],
  ['<Term id="capacity">capacity</Term>', "explains a word of the glossary."],
  ['<Local key="hub" />', "puts in what the force has decided."],
  ['<Question id="…" />', "asks a question of the bank that is asked in lessons."],
  ["<Say> … </Say>", "words to say out loud."],
  ['<Example title="…"> … </Example>', "a worked example."],
  ['<Reveal title="…"> … </Reveal>', "opens when somebody asks."],
  ["<Steps> … </Steps>", "a numbered list as steps."],
  ['<Compare> <Side title="…"> … </Side> … </Compare>', "two or more sides beside one another."],
  [
    '<Figure src="./plan.png" alt="…" />',
    "a picture of the module: choose it below, under Pictures and recordings.",
  ],
  ['<Audio src="./call.mp3" title="…"> … </Audio>', "a recording, with what is said in it between the tags."],
  [
    '<Video src="./door.mp4" title="…" captions="./door.vtt"> … </Video>',
    "a film, with captions and what is said in it.",
  ],
  ['<Scenario slug="…" />', "leads to a scenario."],
];

/** The marks and parts of a lesson's text. Nothing else is let through: no HTML, no code. */
export function WhatALessonHolds() {
  return (
    <>
      <dl className="differences">
        {ROWS.map(([mark, what]) => (
          <div key={mark}>
            <dt>
              <code>{mark}</code>
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
      <p>
        Parts stand on lines of their own, with an empty line before and after, save Fact, Term and Local,
        which stand in a sentence. To show &lt; or {"{"}, put a backslash before it. A lesson has 350 to 600
        words and asks at least twice.
      </p>
    </>
  );
}
