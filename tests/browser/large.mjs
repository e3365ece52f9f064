// Sites with large ladders, made up: so many skills, so many levels, every one with something to say.
//
//   node large.mjs DIR [SKILLS [LEVELS [TRACKS]]]   writes one: 1000 skills by 12 levels unless told otherwise
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

const AREAS = 10;
const STEPS = ['Beginner', 'Intermediate', 'Advanced', 'Expert'];
const VERBS = ['Plans', 'Reviews', 'Writes', 'Measures', 'Explains', 'Designs', 'Traces', 'Records', 'Removes', 'Repairs', 'Restores', 'Maps'];
const OBJECTS = ['the limits of a system', 'a migration in small steps', 'the border between two teams', 'the alerts of a service', 'the first week of a newcomer', 'the order of the work', 'a review of an outage', 'the code around an interface', 'an estimate with its assumptions', 'the habits of a team'];
const ENDS = ['before the work is estimated', 'with the people who run it', 'without being asked', 'while the old version still runs', 'on the basis of measurements', 'in front of people who disagree', 'within the time agreed', 'at the start of each project'];

/** A statement; no two of a site are alike. `skill` 7 of every hundred speaks of a theodolite, once. */
function statement(skill, level, number) {
  const at = skill * 31 + level * 7 + number * 3;
  const rare = skill % 100 === 7 && level === 3 && number === 0 ? ', with a theodolite' : '';
  return `${VERBS[at % VERBS.length]} ${OBJECTS[(at >> 1) % OBJECTS.length]} ${ENDS[(at >> 2) % ENDS.length]}${rare}, case ${skill}.${level}.${number}`;
}

/** The files of such a site, by name. Each level includes the one below it. */
export function large({ skills = 1000, levels = 12, tracks = 1, statements = 3 } = {}) {
  const files = {};
  const areas = Array.from({ length: AREAS }, (_, area) => `[areas.area-${area}]\ntitle = "Area ${area}"\n`);
  files['site.toml'] = `title = "A large site"\nscale = ${JSON.stringify(STEPS)}\n\n${areas.join('\n')}`;
  for (let skill = 0; skill < skills; skill += 1) {
    files[`content/skills/skill-${skill}.md`] = `+++\ntitle = "Skill number ${skill}"\narea = "area-${Math.floor((skill * AREAS) / skills)}"\n+++\n`;
  }
  for (let track = 0; track < tracks; track += 1) {
    const ids = Array.from({ length: levels }, (_, level) => `t${track}-level-${level}`);
    files[`content/tracks/t${track}.md`] = `+++\ntitle = "Track ${track}"\nlevels = ${JSON.stringify(ids)}\n+++\n`;
    for (const [level, id] of ids.entries()) {
      const step = Math.min(STEPS.length - 1, Math.floor((level * STEPS.length) / levels)) ;
      const head = [`title = "Level ${level} of ${track}"`, `track = "t${track}"`, `code = "L${level}"`];
      if (level > 0) head.push(`includes = "${ids[level - 1]}"`);
      const body = [];
      for (let skill = 0; skill < skills; skill += 1) {
        head.push(`requires.skill-${skill} = "${STEPS[step].toLowerCase()}"`);
        // Every fifth skill has nothing new at every second level.
        if (level > 0 && skill % 5 === 0 && level % 2 === 0) continue;
        const list = Array.from({ length: statements }, (_, number) => `- ${statement(skill + track * skills, level, number)}`);
        body.push(`## [[skill-${skill}]]\n\n${list.join('\n')}\n`);
      }
      files[`content/levels/${id}.md`] = `+++\n${head.join('\n')}\n+++\n\nA level.\n\n${body.join('\n')}`;
    }
  }
  return files;
}

/** Writes files into a folder. */
export function write(folder, files) {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const [folder, ...numbers] = process.argv.slice(2);
  const [skills, levels, tracks] = numbers.map(Number);
  write(folder, large({ skills, levels, tracks }));
}
