//! Writes a site of any size with the content of a large company, for the benches.
//!
//! `cargo run --release --example generate -- --pages N [--seed S] DIR [--hugo DIR2]`
//!
//! A site is made of fields (payments backend, search design, …) of 125 pages each: a track, 8
//! levels, 15 skills, 7 paths of 3 phases, 10 resources (3 of them in `resources.toml`), 6
//! archetypes, 8 pitfalls, 7 packets and 42 plain pages. A thing refers to things of its own field
//! and of the field before, so what one page carries doesn't grow with the site. Every fifth page
//! has a block of code. The same seed gives the same bytes.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::LazyLock;
use std::{fs, io};

const FIELD_PAGES: usize = 125;
const GUIDES: usize = 42;
const TYPES: usize = 10;
const GROUP: usize = 8;
const COMMON: &str = "reviewed = 2026-11-02\nreview_every = \"10 years\"\n";
const STEPS: [&str; 4] = ["Beginner", "Intermediate", "Advanced", "Expert"];
const AREAS: [&str; 4] = ["Technical", "Delivery", "People", "Direction"];
const USAGE: &str = "usage: generate --pages N [--seed S] DIR [--hugo DIR2], N a multiple of 125";

macro_rules! lists {
    ($($name:ident: $entries:literal)*) => { $(
        static $name: LazyLock<Vec<&'static str>> =
            LazyLock::new(|| $entries.split('|').map(str::trim).collect());
    )* };
}

// In an entry, `%` stands for the name of a system of the field.
lists! {
    DOMAINS: "Payments|Search|Identity|Billing|Catalogue|Delivery|Fraud|Messaging|Pricing|Mapping|
        Reporting|Storage|Media|Support|Orders|Insurance|Lending|Travel|Energy|Learning|Hiring|
        Trading|Publishing|Networking|Compliance"
    DISCIPLINES: "backend|frontend|mobile|data|infrastructure|security|design|quality|research|
        product|analytics|operations|tooling|embedded|hardware|writing|support|platform|integration|
        architecture"
    RANKS: "Associate|Engineer|Senior|Lead|Staff|Senior staff|Principal|Distinguished"
    SKILLS: "System design|Code quality|Reliability|Execution|Communication|Technical writing|
        Mentorship|Project leadership|Product sense|Data modelling|Domain expertise|
        Cross-team influence|Technical breadth|Hiring|Technical strategy"
    ARCHETYPES: "Tech lead|Architect|Solver|Right hand|Pathfinder|Standard bearer"
    PITFALLS: "Waiting for tickets|Heroic debugging|Perfect code|Ivory tower|Invisible work|
        Depth without reach|One true architecture|Solving everything alone"
    KINDS: "book|course|paper|talk|blog|podcast|tool|newsletter|community|internal"
    PHASES: "Sound foundations|Wider reach|Lasting direction"
    VERBS: "Plan|Review|Write|Draw|Measure|Compare|Document|Rehearse|Lead|Explain|Design|Test|
        Trace|Record|Estimate|Question|Remove|Replace|Repair|Report|Present|Collect|Schedule|Share|
        Describe|Maintain|Outline|Refine|Defend|Check|Observe|Prepare|Propose|Shorten|Split|Merge|
        Monitor|Audit|Restore|Rebuild|Summarise|Coordinate|Delegate|Draft|Map|Isolate|Reproduce|
        Retire"
    OBJECTS: "the limits of %|a migration in small steps|the cost of a change to %|the border
        between two teams|the alerts of %|a plan for the next release|the risks of a new supplier|
        the first week of a newcomer|the backlog of open faults|a test that fails now and then|the
        failure modes of %|the contract between % and its callers|an experiment with one question|
        the order of the work|the data that % keeps|a review of an outage|the budget for slow
        requests|the reasons behind a decision|the queue in front of %|the parts that nobody owns|a
        course for new reviewers|the runbook of %|a shared list of terms|the oldest component of %|
        the results of a load test|the access rules of %|an interface used by three teams|the path
        of a request through %|the state of the documentation|a prototype of %|the measures that a
        team reports|the deployment of %|a proposal from another team|the recovery of % from a copy|
        the questions of a customer|the dependencies of %|an estimate with its assumptions|the
        schedule of a joint project|the code around %|a format for decisions|the habits of a
        team|the numbers behind a complaint|the design of %|a change that crosses teams|the handover
        of %|a list of what will not be done|the memory use of %|the second version of %"
    CIRCUMSTANCES: "before the work is estimated|with the people who run it|for a team that has
        never met it|within the time agreed|when the first sign appears|without being asked|in
        front of people who disagree|at the start of each project|after every incident|together
        with product managers|in a language that finance understands|on the basis of measurements|
        while the old version still runs|for the whole department|from the first sketch to the
        release|in pairs with a newcomer|with two options that both work|under a deadline that is
        fixed|by rules that are written down|in the open|as part of normal work|until the cause is
        known|at a scale not seen before|before it reaches a customer|across three time zones|with
        no change to the callers|in a document that others cite|when the plan has to change|with a
        date on which it is judged|for two neighbouring teams|in steps that can be undone|against
        an agreed target|during a quiet week|from the reports of users|with a small budget|on a
        system that nobody knows|at the request of another team|alongside the usual duties|with
        help from outside the field|by the shortest way that is safe"
    EFFECTS: "so that others can repeat it|with the reasons in writing|so that a newcomer can follow|
        with figures from before and after|so that it can be undone|with an owner for each part|
        with a check that runs by itself|so that the cost is plain|with nothing left half done|so
        that support can answer for it|with room for objections|so that the next team need not ask|
        with credit to those who helped|so that the unknown is named|with a record of one page|so
        that the interesting part goes to others|with a way back at each step|so that nobody is
        surprised|with two readers from outside|so that it holds next year|with the options set
        aside|so that the alarm stays quiet|with a named successor|so that the decision stands"
    SUBJECTS: "People new to the field|Those on call|The teams around %|Experienced reviewers|
        Managers and leads|The authors of %|Most colleagues|Teams that share %|Those who plan the
        quarter|The owners of %|Good interviewers|Two of our teams"
    REMARKS: "This takes practice and some patience.|It is rarely urgent, and it is easily put off.
        |Ask when it is unclear; the answer belongs on this page.|The reasons are older than most
        of the code.|A short note is enough.|There are exceptions, and each has an owner.|What
        works in one team may fail in the next.|None of this needs permission.|The figures are
        published every month.|Begin with the smallest part that is useful by itself.|Somebody
        has met this before; look for them first.|Disagreement is welcome while the draft is open.
        |When in doubt, choose what can be undone.|The table shows the usual case."
    SECTIONS: "Why it matters|How it is done|A week|What to look for|When to ask|What goes wrong|
        Where to begin|Who is involved|What others see|How it is judged|Before you start|
        Afterwards|In other fields|Open questions|What it costs|How it began"
    TOPICS: "Overview|Reviewing designs|On call|Planning a quarter|Writing decisions|Releasing|
        Onboarding|Pairing|Incident reviews|Load testing|Estimating|Working remotely|Interviewing|
        Feedback|Calibration|Handing over|Mentoring pairs|Reading code|Retiring systems|Migrations|
        Naming things|Dashboards|Alerts|Access|Budgets|Suppliers|Experiments|Accessibility|
        Documentation|Meetings|Demonstrations|Study groups|Conferences|Open source|Rotations|
        Returning from leave|Part-time work|Internal moves|Promotion rounds|Goals|Glossary|Contacts"
    PROJECTS: "A map of %|The tenfold study of %|Retire a part of %|A week in another team|One page
        on %|A drill for %|The quiet pager|A course in four evenings|Cheaper by a third|A border
        redrawn|Faster tests for %|A question of cost|The first hour|An interface of its own|What
        customers say of %|The long queue|A second pair of eyes|From three tools to one"
    GIVEN: "Anna|Bilal|Chiara|David|Elif|Farid|Grace|Hana|Ivan|Joana|Kofi|Lena|Mateo|Nadia|Oskar|
        Priya|Quentin|Rosa|Samir|Tove"
    ONSETS: "b|br|c|d|f|g|h|k|l|m|n|p|r|s|st|t|tr|v"
    NUCLEI: "a|e|i|o|u|ai|ea|io|or|en"
    CODAS: "l|n|r|s|t|x|nd|rk|m|v"
}

/// A language, the lines at its beginning, a stanza to repeat, and the lines at its end. `$a` and
/// `$b` stand for words, `$n` for a number.
const CODE: [[&str; 4]; 14] = [
    [
        "rust",
        "use std::collections::HashMap;\n",
        "\n/// Counts the $a of one $b.\npub fn $a_of_$b(items: &[&str]) -> HashMap<String, usize> {\n    let mut counts = HashMap::with_capacity($n);\n    for item in items.iter().filter(|item| item.len() > $n) {\n        *counts.entry(item.to_string()).or_default() += 1;\n    }\n    counts\n}\n",
        "",
    ],
    [
        "python",
        "from dataclasses import dataclass\n\n",
        "\n@dataclass\nclass $a$b:\n    \"\"\"One $b, with at most $n parts.\"\"\"\n    name: str\n    limit: int = $n\n\n    def accepts(self, size: float) -> bool:\n        return 0 < size <= self.limit  # inclusive\n\n",
        "",
    ],
    [
        "go",
        "package $b\n\nimport (\n\t\"errors\"\n\t\"fmt\"\n)\n",
        "\nvar Err$a = errors.New(\"$a: over $n\")\n\nfunc Check$a(count int) error {\n\tif count > $n {\n\t\treturn fmt.Errorf(\"%d of $b: %w\", count, Err$a)\n\t}\n\treturn nil\n}\n",
        "",
    ],
    [
        "javascript",
        "import { readFile } from \"node:fs/promises\";\n",
        "\nexport async function load$a(path) {\n  const rows = JSON.parse(await readFile(path, \"utf8\"));\n  // Only what is due within $n days.\n  return rows.filter((row) => row.$b && row.days < $n).map(({ id, $b }) => `${id}-${$b}`);\n}\n",
        "",
    ],
    [
        "typescript",
        "type Level = \"low\" | \"high\";\n",
        "\ninterface $a$b {\n  readonly id: string;\n  level: Level;\n  $a?: number;\n}\n\nexport const is$a = (value: $a$b): boolean => value.level === \"high\" && (value.$a ?? 0) > $n;\n",
        "",
    ],
    [
        "java",
        "package org.careers.$b;\n\nimport java.util.List;\n\npublic final class $a {\n",
        "    /** Sums what is over the limit of $n. */\n    static long $a$n(List<Long> sizes) {\n        return sizes.stream().filter(size -> size > $nL).mapToLong(Long::longValue).sum();\n    }\n\n",
        "}\n",
    ],
    [
        "kotlin",
        "package org.careers.$a\n",
        "\ndata class $a$b(val name: String, val limit: Int = $n)\n\nfun List<$a$b>.over(limit: Int): List<String> =\n    filter { it.limit > limit }.sortedBy { it.name }.map { \"${it.name}: ${it.limit}\" }\n",
        "",
    ],
    [
        "sql",
        "BEGIN;\n",
        "\n-- What is left of $a after $n days\nSELECT t.id, count(*) AS $a_count\nFROM $b AS t\nJOIN $a ON $a.$b_id = t.id\nWHERE t.created_at < now() - INTERVAL '$n days'\nGROUP BY t.id\nHAVING count(*) > $n;\n",
        "\nCOMMIT;\n",
    ],
    [
        "bash",
        "#!/usr/bin/env bash\nset -euo pipefail\n",
        "\n# Copy $a, at most $n files at once.\nfor file in \"$HOME\"/$b/*.csv; do\n  if [ -s \"$file\" ]; then\n    gzip --keep \"$file\" && echo \"$a: ${file##*/}\"\n  fi\ndone\n",
        "",
    ],
    [
        "yaml",
        "version: \"3\"\nservices:\n",
        "  $a-$b:\n    image: registry.internal/$b:$n.2\n    replicas: $n\n    environment:\n      - LIMIT=$n\n      - NAME=$a\n    healthcheck:\n      interval: 10s\n",
        "",
    ],
    [
        "toml",
        "name = \"$a\"\n",
        "\n[$b.$a]\n# Seconds\ntimeout = $n\nretries = 3\nhosts = [\"$a-1.internal\", \"$a-2.internal\"]\nenabled = true\n",
        "",
    ],
    [
        "json",
        "{\n",
        "  \"$a_$b\": {\n    \"limit\": $n,\n    \"tags\": [\"$a\", \"$b\"],\n    \"active\": true,\n    \"parent\": null\n  },\n",
        "  \"version\": $n\n}\n",
    ],
    [
        "c",
        "#include <stdio.h>\n#include <stddef.h>\n",
        "\n#define $a_MAX $n\n\n/* Returns the sum of what is under the limit. */\nstatic size_t $a_$b(const size_t *sizes, size_t count) {\n    size_t sum = 0;\n    for (size_t i = 0; i < count && i < $a_MAX; i++)\n        sum += sizes[i];\n    return sum;\n}\n",
        "",
    ],
    [
        "css",
        ":root {\n  --$a: #0b6e4f;\n}\n",
        "\n.$b-$a > li:not(:first-child)::before {\n  content: \"$a\";\n  margin-inline: calc($npx + 1rem) auto;\n  color: var(--$a, #333);\n}\n",
        "",
    ],
];

/// The kinds of resource that stand in `resources.toml`.
const TABLED: [&str; 3] = ["newsletter", "community", "internal"];

/// Settings and layouts of the Hugo site: the parts that a page of Waypost has, too.
const HUGO: [(&str, &str); 6] = [
    (
        "hugo.toml",
        r##"title = "Careers"
baseURL = "https://careers.example.org/"
disableKinds = ["taxonomy", "term", "RSS"]
enableRobotsTXT = true

[markup.highlight]
noClasses = false

[markup.tableOfContents]
startLevel = 2
endLevel = 3
"##,
    ),
    (
        "layouts/_default/baseof.html",
        r##"<!doctype html>
<html lang="{{ .Site.Language.Lang }}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{ .Title }} · {{ .Site.Title }}</title>
<meta name="description" content="{{ plainify .Summary | truncate 150 }}">
<meta property="og:title" content="{{ .Title }}">
<meta property="og:url" content="{{ .Permalink }}">
<link rel="canonical" href="{{ .Permalink }}">
<link rel="stylesheet" href="{{ "style.css" | relURL }}">
</head>
<body>
<a class="skip" href="#main">Skip to the content</a>
{{ partialCached "header.html" . .Section }}
<nav aria-label="Breadcrumb"><ol>
{{- range .Ancestors.Reverse }}
<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>
{{- end }}
<li aria-current="page">{{ .Title }}</li>
</ol></nav>
<main id="main">
{{ block "main" . }}{{ end }}
</main>
<footer><p>{{ .Site.Title }} · <a href="{{ .Site.Home.RelPermalink }}">Home</a></p></footer>
</body>
</html>
"##,
    ),
    (
        "layouts/partials/header.html",
        r##"<header>
<a href="{{ .Site.Home.RelPermalink }}">{{ .Site.Title }}</a>
<nav aria-label="Main"><ul>
{{- range .Site.Sections }}
<li><a href="{{ .RelPermalink }}"{{ if eq .Section $.Section }} aria-current="true"{{ end }}>{{ .Title }}</a></li>
{{- end }}
</ul></nav>
</header>
"##,
    ),
    (
        "layouts/_default/single.html",
        r##"{{ define "main" }}
<article>
<h1>{{ .Title }}</h1>
<p>{{ .ReadingTime }} minutes</p>
<aside aria-label="On this page">{{ .TableOfContents }}</aside>
{{ .Content }}
</article>
<nav aria-label="Previous and next">
{{- with .PrevInSection }}<a rel="prev" href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}
{{- with .NextInSection }}<a rel="next" href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}
</nav>
{{ end }}
"##,
    ),
    (
        "layouts/_default/list.html",
        r##"{{ define "main" }}
<article>
<h1>{{ .Title }}</h1>
{{ with .TableOfContents }}<aside aria-label="On this page">{{ . }}</aside>{{ end }}
{{ .Content }}
<ul>
{{- range .Pages }}
<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>
{{- end }}
</ul>
</article>
{{ end }}
"##,
    ),
    (
        "static/style.css",
        "body { max-width: 70rem; margin: auto; font: 1rem/1.5 sans-serif; }\n",
    ),
];

/// SplitMix64.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % bound as u64) as usize
    }

    fn pick<'a>(&mut self, list: &[&'a str]) -> &'a str {
        list[self.below(list.len())]
    }

    /// A made-up name, as systems and families have them.
    fn name(&mut self) -> String {
        let (first, nucleus) = (self.pick(&ONSETS), self.pick(&NUCLEI));
        let (middle, last) = (self.pick(&ONSETS), self.pick(&NUCLEI));
        capital(&format!(
            "{first}{nucleus}{middle}{last}{}",
            self.pick(&CODAS)
        ))
    }
}

/// Small letters and hyphens, as in a file name.
fn slug(title: &str) -> String {
    title.to_lowercase().replace(' ', "-")
}

fn capital(word: &str) -> String {
    word[..1].to_uppercase() + &word[1..]
}

/// A TOML list of texts.
fn list(entries: impl IntoIterator<Item = String>) -> String {
    let quoted: Vec<String> = entries
        .into_iter()
        .map(|entry| format!("{entry:?}"))
        .collect();
    format!("[{}]", quoted.join(", "))
}

/// A field of work: what its things are called.
struct Field {
    index: usize,
    name: String,
    slug: String,
}

impl Field {
    fn new(index: usize) -> Field {
        let (round, place) = (index / DOMAINS.len(), DOMAINS[index % DOMAINS.len()]);
        let discipline = DISCIPLINES[round % DISCIPLINES.len()];
        let mut name = format!("{} {discipline}", place.to_lowercase());
        let repeat = round / DISCIPLINES.len();
        if repeat > 0 {
            write!(name, " {}", repeat + 1).unwrap();
        }
        Field {
            index,
            slug: slug(&name),
            name,
        }
    }

    /// The id of the entry of a list in this field.
    fn id(&self, list: &[&str], entry: usize) -> String {
        format!("{}-{}", self.slug, slug(list[entry % list.len()]))
    }

    fn ids(&self, list: &[&str], entries: impl IntoIterator<Item = usize>) -> String {
        self::list(entries.into_iter().map(|entry| self.id(list, entry)))
    }

    fn path(&self, level: usize) -> String {
        format!("{}-to-{}", self.slug, slug(RANKS[level]))
    }

    fn group(&self) -> usize {
        self.index / GROUP + 1
    }

    /// Areas belong to a group of fields, so that none holds a growing share of the site.
    fn area(&self, skill: usize) -> String {
        format!("{}-{}", slug(AREAS[skill % AREAS.len()]), self.group())
    }
}

/// The step of a skill that a level requires: it rises at every second level.
fn step(level: usize, skill: usize) -> usize {
    ((level + skill % 2) / 2).min(STEPS.len() - 1)
}

/// How many skills a level requires: the first 8 to 15.
fn required(level: usize) -> usize {
    8 + level
}

/// Where a level adds nothing to what the one below says of a skill.
fn unchanged(level: usize, skill: usize) -> bool {
    level > 1
        && skill + 1 < required(level)
        && step(level, skill) == step(level - 1, skill)
        && (level + skill / 2).is_multiple_of(3)
}

/// The nine skills that the path to a level develops, three in each phase.
fn developed(level: usize) -> impl Iterator<Item = usize> {
    (0..9).map(move |n| (3 * level + n) % required(level))
}

/// One file of a site.
struct Page {
    /// Below the content folder.
    file: String,
    title: String,
    /// Front matter beside the title.
    keys: String,
    body: String,
}

/// Writes text about a field. Every list item of a site is another one.
struct Author {
    random: Random,
    items: usize,
    blocks: usize,
    systems: Vec<String>,
    field: Field,
}

impl Author {
    fn new(seed: u64) -> Author {
        let mut random = Random(seed);
        let items = random.below(1 << 20);
        Author {
            random,
            items,
            blocks: 0,
            systems: Vec::new(),
            field: Field::new(0),
        }
    }

    fn enter(&mut self, field: usize) {
        self.field = Field::new(field);
        self.systems = (0..6).map(|_| self.random.name()).collect();
    }

    fn with_system(&mut self, text: &str) -> String {
        let words: Vec<&str> = text.split_whitespace().collect();
        let system = self.random.below(self.systems.len());
        words.join(" ").replace('%', &self.systems[system])
    }

    fn remark(&mut self, remarks: &[&str]) -> String {
        let remark = self.random.pick(remarks);
        self.with_system(remark)
    }

    /// A verb and what follows it. The number of the item is spread over all combinations by a
    /// prime, so that none comes twice.
    fn clause(&mut self) -> (&'static str, String) {
        let total = VERBS.len() * OBJECTS.len() * CIRCUMSTANCES.len() * EFFECTS.len();
        self.items += 1;
        let mut rest = self.items * 1_000_003 % total;
        let mut next = |list: &[&'static str]| {
            let entry = list[rest % list.len()];
            rest /= list.len();
            entry
        };
        let (verb, object) = (next(&VERBS), next(&OBJECTS));
        let (circumstance, effect) = (next(&CIRCUMSTANCES), next(&EFFECTS));
        let comma = if effect.starts_with("so") { "," } else { "" };
        (
            verb,
            self.with_system(&format!("{object} {circumstance}{comma} {effect}")),
        )
    }

    /// What somebody at a level does.
    fn statement(&mut self) -> String {
        let (verb, rest) = self.clause();
        format!("{verb}s {rest}")
    }

    /// What somebody is to do.
    fn task(&mut self) -> String {
        let (verb, rest) = self.clause();
        format!("{verb} {rest}")
    }

    fn statements(&mut self, body: &mut String, count: usize) {
        for _ in 0..count {
            writeln!(body, "- {}", self.statement()).unwrap();
        }
        body.push('\n');
    }

    fn tasks(&mut self, body: &mut String, mark: &str, count: usize) {
        for _ in 0..count {
            writeln!(body, "{mark} {}", self.task()).unwrap();
        }
        body.push('\n');
    }

    fn sentence(&mut self) -> String {
        let subject = self.remark(&SUBJECTS);
        let object = self.remark(&OBJECTS);
        let (verb, circumstance) = (self.random.pick(&VERBS), self.remark(&CIRCUMSTANCES));
        format!("{subject} {} {object} {circumstance}.", verb.to_lowercase())
    }

    /// A reference to something in this field, or in the one before.
    fn reference(&mut self) -> String {
        let back = self.random.below(4) == 0;
        let field = Field::new(self.field.index.saturating_sub(usize::from(back)));
        let entry = self.random.below(840);
        match self.random.below(8) {
            0..=2 => format!("[[{}]]", field.id(&SKILLS, entry)),
            3 => format!("[[level:{}]]", field.id(&RANKS, entry)),
            4 => format!("[[path:{}|a path]]", field.path(1 + entry % 7)),
            5 => format!("[[resource:{}]]", field.id(&KINDS, entry)),
            6 => format!("[[archetype:{}]]", field.id(&ARCHETYPES, entry)),
            _ => format!("[[pitfall:{}|a known mistake]]", field.id(&PITFALLS, entry)),
        }
    }

    fn paragraph(&mut self, body: &mut String) {
        for _ in 0..2 + self.random.below(3) {
            let sentence = self.sentence();
            body.push_str(&sentence);
            body.push(' ');
        }
        let close = match self.random.below(6) {
            0 | 1 => format!("See {} as well.", self.reference()),
            2 => format!(
                "At [[var:company]] this is called *{}*.",
                self.random.name()
            ),
            3 => format!("The flag is `--{}`.", self.random.name().to_lowercase()),
            4 => format!("**{}**", self.remark(&REMARKS)),
            _ => self.remark(&REMARKS),
        };
        writeln!(body, "{close}\n").unwrap();
    }

    fn table(&mut self, body: &mut String) {
        body.push_str("| What | Who | How often |\n| --- | --- | ---: |\n");
        for _ in 0..3 + self.random.below(4) {
            let (what, who) = (self.remark(&OBJECTS), self.remark(&SUBJECTS));
            let times = 1 + self.random.below(12);
            writeln!(body, "| {} | {who} | {times} a year |", capital(&what)).unwrap();
        }
        body.push('\n');
    }

    /// A block of 10 to 30 lines, with names of its own.
    fn code(&mut self, body: &mut String) {
        let [language, head, stanza, tail] = CODE[self.blocks % CODE.len()];
        self.blocks += 1;
        let mut lines = self.code_lines(head);
        let (goal, end) = (10 + self.random.below(11), tail.lines().count());
        while lines.lines().count() + end < goal {
            lines.push_str(&self.code_lines(stanza));
        }
        lines.push_str(&self.code_lines(tail));
        writeln!(body, "```{language}\n{}\n```\n", lines.trim_end()).unwrap();
    }

    fn code_lines(&mut self, text: &str) -> String {
        let number = self.random.below(900).to_string();
        let (a, b) = (
            self.random.name().to_lowercase(),
            self.random.name().to_lowercase(),
        );
        text.replace("$a", &a)
            .replace("$b", &b)
            .replace("$n", &number)
    }

    /// Prose until the body is as long as wanted.
    fn fill(&mut self, body: &mut String, length: usize) {
        while body.len() < length {
            self.paragraph(body);
        }
    }

    /// Sections of prose, lists and tables until the body is as long as wanted.
    fn sections(&mut self, body: &mut String, length: usize) {
        let first = self.random.below(SECTIONS.len());
        for section in 0..SECTIONS.len() {
            if body.len() >= length {
                break;
            }
            writeln!(
                body,
                "## {}\n",
                SECTIONS[(first + section) % SECTIONS.len()]
            )
            .unwrap();
            self.paragraph(body);
            match self.random.below(4) {
                0 => self.table(body),
                1 => self.tasks(body, "-", 4),
                2 => self.tasks(body, "1.", 3),
                _ => self.paragraph(body),
            }
        }
    }

    /// Keys that all kinds have.
    fn common(&mut self) -> String {
        let summary = self.sentence();
        let field = &self.field.slug;
        format!("summary = {summary:?}\ntags = [{field:?}]\nowner = \"{field}-leads\"\n{COMMON}")
    }

    /// Opening prose, code on every fifth page, and what the kind has of its own, of 4 to 6 KB.
    fn page(&mut self, number: usize, file: String, title: String, own: &str, body: &str) -> Page {
        let keys = self.common() + own;
        let length = 3900 + self.random.below(1800);
        let mut opening = String::new();
        self.paragraph(&mut opening);
        if number % 5 == 2 {
            self.code(&mut opening);
        }
        self.fill(&mut opening, length.saturating_sub(keys.len() + body.len()));
        Page {
            file,
            title,
            keys,
            body: opening + body,
        }
    }

    fn track(&mut self, last: bool) -> Page {
        let levels = self.field.ids(&RANKS, 0..8);
        let mut keys = format!("kind = \"individual contributor\"\nlevels = {levels}\n");
        // Fields go in pairs; the last one may be alone.
        let index = self.field.index;
        if index % 2 == 1 || !last {
            writeln!(keys, "switch_to = [{:?}]", Field::new(index ^ 1).slug).unwrap();
        }
        let (file, title) = (
            format!("tracks/{}.md", self.field.slug),
            capital(&self.field.name),
        );
        let mut body = String::from("## How the levels follow each other\n\n");
        for rank in 0..8 {
            let id = self.field.id(&RANKS, rank);
            writeln!(
                body,
                "{}. [[level:{id}]]: {}",
                rank + 1,
                self.remark(&REMARKS)
            )
            .unwrap();
        }
        body.push('\n');
        self.page(0, file, title, &keys, &body)
    }

    fn level_keys(&self, level: usize) -> String {
        let field = &self.field;
        let mut keys = format!("track = {:?}\ncode = \"L{}\"\n", field.slug, level + 2);
        if level > 0 {
            writeln!(keys, "includes = {:?}", field.id(&RANKS, level - 1)).unwrap();
        }
        let scope = ["A task", "A component", "A system", "Several teams"][level / 2];
        writeln!(
            keys,
            "scope = {scope:?}\ntypical_time = \"2-{} years\"",
            3 + level / 2
        )
        .unwrap();
        writeln!(keys, "career_level = {}", level > 2).unwrap();
        for skill in 0..required(level) {
            let (id, step) = (field.id(&SKILLS, skill), slug(STEPS[step(level, skill)]));
            writeln!(keys, "requires.{id} = {step:?}").unwrap();
            if unchanged(level, skill) {
                writeln!(keys, "state.{id} = \"same\"").unwrap();
            }
        }
        keys
    }

    fn level(&mut self, level: usize) -> Page {
        let (id, rank) = (self.field.id(&RANKS, level), RANKS[level]);
        let (title, keys) = (
            format!("{rank}, {}", self.field.name),
            self.level_keys(level),
        );
        let mut body = String::new();
        for skill in (0..required(level)).filter(|&skill| !unchanged(level, skill)) {
            writeln!(body, "## [[{}]]\n", self.field.id(&SKILLS, skill)).unwrap();
            let count = if level > 4 { 3 } else { 3 + skill % 2 };
            self.statements(&mut body, count);
        }
        self.page(1 + level, format!("levels/{id}.md"), title, &keys, &body)
    }

    fn skill(&mut self, skill: usize) -> Page {
        let (id, area) = (self.field.id(&SKILLS, skill), self.field.area(skill));
        let related = self.field.ids(&SKILLS, [skill + 1, skill + 4]);
        let mut body = String::new();
        for step in STEPS {
            writeln!(body, "## {step}\n").unwrap();
            let count = 4 + self.random.below(2);
            self.statements(&mut body, count);
        }
        self.sections(&mut body, 3000);
        let title = format!("{} in {}", SKILLS[skill], self.field.name);
        let keys = format!("area = {area:?}\nrelated = {related}\n");
        self.page(9 + skill, format!("skills/{id}.md"), title, &keys, &body)
    }

    fn path_keys(&self, to: usize) -> String {
        let field = &self.field;
        let (from, end) = (field.id(&RANKS, to - 1), field.id(&RANKS, to));
        let mut keys = format!("track = {:?}\nfrom = {from:?}\nto = {end:?}\n", field.slug);
        keys += "timeline = \"18-36 months\"\ndifficulty = \"high\"\nsuccess_rate = \"varies\"\n";
        keys += "prerequisites = [\"Work of the level below, for a year\"]\n";
        writeln!(keys, "competencies = {}", field.ids(&SKILLS, developed(to))).unwrap();
        for skill in developed(to) {
            let step = slug(STEPS[step(to, skill)]);
            writeln!(keys, "targets.{} = {step:?}", field.id(&SKILLS, skill)).unwrap();
        }
        writeln!(
            keys,
            "archetypes = {}",
            field.ids(&ARCHETYPES, [to, to + 1])
        )
        .unwrap();
        writeln!(keys, "pitfalls = {}", field.ids(&PITFALLS, [to, to + 3])).unwrap();
        writeln!(
            keys,
            "resources = {}",
            field.ids(&KINDS, [TYPES - 1, to, to + 1])
        )
        .unwrap();
        writeln!(
            keys,
            "packet = {end:?}\nauthor = \"[[var:owner]]\"\ndate = 2026-09-14"
        )
        .unwrap();
        if to + 1 < RANKS.len() {
            writeln!(keys, "next = [{:?}]", field.path(to + 1)).unwrap();
        }
        keys
    }

    fn path(&mut self, number: usize, to: usize) -> Page {
        let mut body = String::from("## What changes\n\n| From | To |\n| --- | --- |\n");
        for _ in 0..5 {
            writeln!(body, "| {} | {} |", self.statement(), self.statement()).unwrap();
        }
        body.push_str("\n## Next steps\n\n### If you are ready to start\n\n");
        self.tasks(&mut body, "-", 4);
        body.push_str("### If you are not sure yet\n\n");
        self.tasks(&mut body, "-", 3);
        let title = format!("To {}, {}", RANKS[to].to_lowercase(), self.field.name);
        let file = format!("paths/{}/index.md", self.field.path(to));
        self.page(number, file, title, &self.path_keys(to), &body)
    }

    fn phase(&mut self, number: usize, to: usize, phase: usize) -> Page {
        let skills: Vec<usize> = developed(to).skip(3 * phase).take(3).collect();
        let mut body = String::from("## Skills to develop\n\n");
        for &skill in &skills {
            writeln!(body, "### [[{}]]\n", self.field.id(&SKILLS, skill)).unwrap();
            for item in 0..3 {
                writeln!(body, "- {}", self.task()).unwrap();
                if item == skill % 3 {
                    writeln!(body, "  - Example: {}", self.remark(&OBJECTS)).unwrap();
                }
            }
            body.push('\n');
        }
        body.push_str("## Project ideas\n\n");
        let first = self.random.below(PROJECTS.len());
        for project in first..first + 3 {
            let name = self.with_system(PROJECTS[project % PROJECTS.len()]);
            writeln!(body, "### {name}\n\n{}\n", self.sentence()).unwrap();
            self.tasks(&mut body, "1.", 4);
        }
        body.push_str("## Success metrics\n\n");
        self.statements(&mut body, 3);
        let resources = self
            .field
            .ids(&KINDS, (0..4).map(|n| to * 3 + phase + 3 * n));
        let ids = self.field.ids(&SKILLS, skills);
        let keys = format!("duration = \"6-12 months\"\nskills = {ids}\nresources = {resources}\n");
        let (path, name) = (self.field.path(to), PHASES[phase]);
        let file = format!("paths/{path}/{}-{}.md", phase + 1, slug(name));
        self.page(number, file, name.to_string(), &keys, &body)
    }

    fn resource(&mut self, entry: usize) -> Page {
        let (id, kind) = (self.field.id(&KINDS, entry), KINDS[entry]);
        let by = format!("{} {}", self.random.pick(&GIVEN), self.random.name());
        let skills = self.field.ids(&SKILLS, [entry, entry + 5]);
        let hours = 2 + self.random.below(30);
        let mut keys = format!(
            "type = {kind:?}\nby = {by:?}\nhours = \"{hours}-{}\"\n",
            hours + 9
        );
        let url = format!("https://library.example.org/{id}/");
        writeln!(keys, "url = {url:?}\ncost = \"free\"\nskills = {skills}").unwrap();
        let title = format!("The {} {kind}", self.field.name);
        let mut body = String::new();
        self.sections(&mut body, 3000);
        self.page(
            52 + entry,
            format!("resources/{id}.md"),
            title,
            &keys,
            &body,
        )
    }

    fn archetype(&mut self, entry: usize) -> Page {
        let (id, share) = (
            self.field.id(&ARCHETYPES, entry),
            30 + 10 * self.random.below(5),
        );
        let focus = self.sentence();
        let levels = self.field.ids(&RANKS, [entry + 1, entry + 2]);
        let skills = self.field.ids(&SKILLS, [entry, entry + 3, entry + 9]);
        let mut keys = format!("focus = {focus:?}\ntime.coding = {share}\n");
        writeln!(keys, "time.\"design and review\" = {}", 100 - share).unwrap();
        let best = self.sentence();
        writeln!(
            keys,
            "best_for = {best:?}\nlevels = {levels}\nskills = {skills}"
        )
        .unwrap();
        let title = format!("{}, {}", ARCHETYPES[entry], self.field.name);
        let mut body = String::new();
        self.sections(&mut body, 3000);
        self.page(
            62 + entry,
            format!("archetypes/{id}.md"),
            title,
            &keys,
            &body,
        )
    }

    fn pitfall(&mut self, entry: usize) -> Page {
        let id = self.field.id(&PITFALLS, entry);
        let problem = self.sentence() + " " + &self.sentence();
        let solution = self.sentence() + " " + &self.sentence();
        let levels = self.field.ids(&RANKS, [entry, entry + 1]);
        let skills = self.field.ids(&SKILLS, [entry + 2, entry + 7]);
        let mut keys = format!("problem = {problem:?}\nsolution = {solution:?}\n");
        writeln!(keys, "levels = {levels}\nskills = {skills}").unwrap();
        let title = format!("{}, {}", PITFALLS[entry], self.field.name);
        let mut body = String::new();
        self.sections(&mut body, 3000);
        self.page(68 + entry, format!("pitfalls/{id}.md"), title, &keys, &body)
    }

    fn packet(&mut self, level: usize) -> Page {
        let id = self.field.id(&RANKS, level);
        let mut body = String::from("## Evidence to collect\n\n");
        for group in [
            "Technical impact",
            "Scope of influence",
            "Strategic contributions",
        ] {
            writeln!(body, "### {group}\n").unwrap();
            self.tasks(&mut body, "-", 4);
        }
        for section in [
            "Summary",
            "Technical accomplishments",
            "Leadership",
            "Peer feedback",
        ] {
            writeln!(body, "## {section}\n\n*{}*\n", self.sentence()).unwrap();
            writeln!(body, "**What I did:**\n\n**Result, with its source:**\n").unwrap();
        }
        let title = format!(
            "Packet: {}, {}",
            RANKS[level].to_lowercase(),
            self.field.name
        );
        let keys = format!("level = {id:?}\n");
        self.page(75 + level, format!("packets/{id}.md"), title, &keys, &body)
    }

    /// A plain page. The first ones of some fields stand for a whole group, or for the site.
    fn guide(&mut self, topic: usize) -> Page {
        let (index, group) = (self.field.index, self.field.group());
        let folder = format!("guides/group-{group}/{}", self.field.slug);
        let title = format!("{}, {}", TOPICS[topic], self.field.name);
        let (file, title) = match topic {
            0 => (format!("{folder}/index.md"), title),
            1 if index.is_multiple_of(GROUP) => (
                format!("guides/group-{group}/index.md"),
                format!("Group {group}"),
            ),
            2 if index == 0 => ("guides/index.md".to_string(), "Guides".to_string()),
            3 if index == 0 => ("index.md".to_string(), "Careers".to_string()),
            _ => (format!("{folder}/{}.md", slug(TOPICS[topic])), title),
        };
        let up = "../".repeat(file.matches('/').count());
        let mut body = String::new();
        let (skill, next) = (
            self.random.below(SKILLS.len()),
            slug(TOPICS[4 + (topic + 1) % 38]),
        );
        let skill = self.field.id(&SKILLS, skill);
        write!(
            body,
            "Read [what the skill means]({up}skills/{skill}.md) first"
        )
        .unwrap();
        writeln!(
            body,
            ", then [what comes after]({up}{folder}/{next}.md).[^1]\n"
        )
        .unwrap();
        body.push_str("> [!NOTE]\n> ");
        writeln!(body, "{}\n", self.sentence()).unwrap();
        self.sections(&mut body, 3400);
        writeln!(body, "[^1]: {} {}", self.sentence(), self.reference()).unwrap();
        self.page(83 + topic, file, title, "", &body)
    }

    /// All pages of a field, in the order of their numbers.
    fn field(&mut self, index: usize, last: bool, write: &mut impl FnMut(Page)) {
        self.enter(index);
        write(self.track(last));
        (0..8).for_each(|level| write(self.level(level)));
        (0..15).for_each(|skill| write(self.skill(skill)));
        for to in 1..8 {
            let number = 24 + 4 * (to - 1);
            write(self.path(number, to));
            (0..3).for_each(|phase| write(self.phase(number + 1 + phase, to, phase)));
        }
        (0..TYPES).for_each(|entry| write(self.resource(entry)));
        (0..6).for_each(|entry| write(self.archetype(entry)));
        (0..8).for_each(|entry| write(self.pitfall(entry)));
        (1..8).for_each(|level| write(self.packet(level)));
        (0..GUIDES).for_each(|topic| write(self.guide(topic)));
    }
}

/// The settings of a site of so many groups.
fn settings(groups: usize) -> String {
    let mut text = String::from(
        "title = \"Careers\"\nbase_url = \"https://careers.example.org/\"\nlanguage = \"en\"\n",
    );
    writeln!(text, "scale = {}\n", list(STEPS.map(String::from))).unwrap();
    text.push_str("[vars]\ncompany = \"Northwind\"\nowner = \"Engineering leadership\"\n");
    for group in 1..=groups {
        for area in AREAS {
            let id = slug(area);
            write!(
                text,
                "\n[areas.{id}-{group}]\ntitle = \"{area}, group {group}\"\n"
            )
            .unwrap();
        }
    }
    text
}

/// Writes a file and the folders above it.
fn put(file: PathBuf, text: &str) -> io::Result<()> {
    fs::create_dir_all(file.parent().expect("a file stands in a folder"))?;
    fs::write(file, text)
}

/// Where pages go: a site for Waypost, and perhaps the same for Hugo.
struct Output {
    site: PathBuf,
    hugo: Option<PathBuf>,
    /// `resources.toml`.
    table: String,
    weight: usize,
}

impl Output {
    fn page(&mut self, mut page: Page) -> io::Result<()> {
        let tabled = TABLED
            .iter()
            .any(|kind| page.file.ends_with(&format!("-{kind}.md")));
        if tabled {
            page.body.clear();
        }
        self.hugo_page(&page)?;
        let Page {
            file,
            title,
            keys,
            body,
        } = &page;
        if tabled {
            let id = file
                .trim_start_matches("resources/")
                .trim_end_matches(".md");
            writeln!(self.table, "[{id}]\ntitle = {title:?}\n{keys}").unwrap();
            return Ok(());
        }
        let text = format!("+++\ntitle = {title:?}\n{keys}+++\n{body}");
        put(self.site.join("content").join(file), &text)
    }

    fn hugo_page(&mut self, page: &Page) -> io::Result<()> {
        let Some(hugo) = &self.hugo else {
            return Ok(());
        };
        self.weight += 1;
        let (title, body) = (&page.title, plain_links(page));
        let text = format!(
            "+++\ntitle = {title:?}\nweight = {}\n+++\n{body}",
            self.weight
        );
        let file = match page.file.strip_suffix("index.md") {
            Some(folder) => format!("{folder}_index.md"),
            None => page.file.clone(),
        };
        put(hugo.join("content").join(file), &text)
    }

    fn finish(&self, groups: usize) -> io::Result<()> {
        put(self.site.join("site.toml"), &settings(groups))?;
        put(self.site.join("content/resources.toml"), &self.table)?;
        let Some(hugo) = &self.hugo else {
            return Ok(());
        };
        HUGO.iter()
            .try_for_each(|(file, text)| put(hugo.join(file), text))
    }
}

/// The body of a page with references as relative links between folders, as Hugo publishes them:
/// one folder lower than the file stood, where the file isn't an index.
fn plain_links(page: &Page) -> String {
    let index = page.file.ends_with("index.md");
    let up = "../".repeat(page.file.matches('/').count() + usize::from(!index));
    let lower = if index { "](../" } else { "](../../" };
    let body = page.body.replace(".md)", "/)").replace("](../", lower);
    let mut text = String::with_capacity(body.len() + 500);
    for line in body.split_inclusive('\n') {
        let mut rest = line;
        while let Some((before, after)) = rest.split_once("[[") {
            let (reference, after) = after.split_once("]]").expect("references are closed");
            text.push_str(before);
            text.push_str(&plain_link(reference, &up, line.starts_with('#')));
            rest = after;
        }
        text.push_str(rest);
    }
    text
}

fn plain_link(reference: &str, up: &str, bare: bool) -> String {
    let (target, label) = reference.split_once('|').unwrap_or((reference, ""));
    let (kind, id) = target.split_once(':').unwrap_or(("skill", target));
    let label = if label.is_empty() {
        capital(&id.replace('-', " "))
    } else {
        label.to_string()
    };
    match kind {
        "var" => "Northwind".to_string(),
        _ if bare => label,
        _ => format!("[{label}]({up}{kind}s/{id}/)"),
    }
}

struct Options {
    pages: usize,
    seed: u64,
    site: PathBuf,
    hugo: Option<PathBuf>,
}

fn options(mut words: impl Iterator<Item = String>) -> Option<Options> {
    let (mut pages, mut seed, mut site, mut hugo) = (0, 1, None, None);
    while let Some(word) = words.next() {
        match word.as_str() {
            "--pages" => pages = words.next()?.parse().ok()?,
            "--seed" => seed = words.next()?.parse().ok()?,
            "--hugo" => hugo = Some(words.next()?.into()),
            option if option.starts_with('-') => return None,
            _ if site.is_some() => return None,
            folder => site = Some(folder.into()),
        }
    }
    let whole = pages > 0 && pages % FIELD_PAGES == 0;
    whole.then_some(Options {
        pages,
        seed,
        site: site?,
        hugo,
    })
}

/// A folder of ours to write into: a new one, or an empty one.
fn claim(folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    match fs::read_dir(folder)?.next() {
        None => Ok(()),
        Some(_) => Err(io::Error::other(format!(
            "{} isn't empty",
            folder.display()
        ))),
    }
}

fn generate(options: Options) -> io::Result<()> {
    let Options {
        pages,
        seed,
        site,
        hugo,
    } = options;
    [Some(&site), hugo.as_ref()]
        .into_iter()
        .flatten()
        .try_for_each(|folder| claim(folder))?;
    let mut output = Output {
        site,
        hugo,
        table: String::new(),
        weight: 0,
    };
    let (mut author, fields) = (Author::new(seed), pages / FIELD_PAGES);
    let mut result = Ok(());
    for index in 0..fields {
        author.field(index, index + 1 == fields, &mut |page| {
            if result.is_ok() {
                result = output.page(page);
            }
        });
    }
    result?;
    output.finish(fields.div_ceil(GROUP))
}

fn main() -> ExitCode {
    let Some(options) = options(std::env::args().skip(1)) else {
        eprintln!("{USAGE}");
        return ExitCode::from(2);
    };
    match generate(options) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("generate: {error}");
            ExitCode::from(3)
        }
    }
}
