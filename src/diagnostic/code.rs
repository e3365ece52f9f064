//! The closed list of codes: each rule that can speak, how grave it is, and what `--explain` says.

/// How grave a finding is. `off` in `site.toml` drops a finding before it is reported, so it is no
/// severity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The site can be built, and something in it will disappoint; `--strict` makes it fail.
    Warning,
    /// The site isn't what its author meant; the exit code is not 0.
    Error,
}

impl Severity {
    /// The word used in messages and settings.
    pub fn name(self) -> &'static str {
        match self {
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }
}

macro_rules! codes {
    ($($variant:ident $name:literal $severity:ident $explanation:literal;)*) => {
        /// A rule that can speak. The set is closed: a message without a code can't be made.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $(
                #[doc = $explanation]
                $variant,
            )*
        }

        impl Code {
            /// Every code, in the order of the list.
            pub const ALL: &'static [Code] = &[$(Code::$variant),*];

            /// The name in messages, settings and `--explain`: `unknown-id`.
            pub fn name(self) -> &'static str {
                match self { $(Code::$variant => $name,)* }
            }

            /// The severity where the site doesn't set another.
            pub fn severity(self) -> Severity {
                match self { $(Code::$variant => Severity::$severity,)* }
            }

            /// What the rule means, why it is there, and how to mend what it finds.
            pub fn explanation(self) -> &'static str {
                match self { $(Code::$variant => $explanation,)* }
            }
        }
    };
}

codes! {
    // Files
    NotUtf8 "not-utf-8" Error "A text file holds bytes that are not UTF-8. The message names the offset of the first one. Save the file as UTF-8.";
    ControlCharacter "control-character" Error "A text holds a control character, such as NUL, or a number that Unicode gives to no character. A replacement stands in its place. Remove it.";
    BidiOverride "bidi-override" Warning "A text holds a character that changes the direction of what follows, so that it can read differently from what it is. Remove it, or use the `dir` of the site's language.";
    ConflictMarker "conflict-marker" Error "A merge left its markers in the file. Keep one side, or both, and delete the markers.";
    UnreadableFile "unreadable-file" Error "A file of the site can't be read: its permissions, the disk, or it went while it was being read. The rest of the site is loaded without it.";
    DiskFault "disk-fault" Error "The machine could not read something of the site: too many files are open, or the disk goes wrong. No change to the site would mend it.";
    OutsideLink "outside-link" Error "A symbolic link leads out of the folder that it stands in. Waypost reads nothing from outside a site; copy the file in.";
    BrokenSymlink "broken-symlink" Error "A symbolic link leads nowhere, in a circle, or through one link after the other without end. Remove it, or mend where it leads.";
    SpecialFile "special-file" Warning "Something in the site is neither a plain file nor a folder where one was expected (a pipe, a socket, a folder called `x.md`). It is left out.";
    BadName "bad-name" Error "A file's name can't be made into an address: it isn't UTF-8, is too long, or holds a line break or another control character. Rename it.";
    TooLarge "too-large" Error "A file, or one part of it, is larger than Waypost takes: the limit keeps one mistake from filling the memory. The message names both figures.";

    // Front matter and tables
    UnclosedFrontMatter "unclosed-front-matter" Error "Front matter begins with `+++` or `---` in the first line, and the same line must close it.";
    Syntax "syntax" Error "The front matter, table or settings file isn't valid TOML, YAML or CSV at the place that is underlined.";
    DuplicateKey "duplicate-key" Error "A key stands twice in one table. Which value was meant is a guess; the first one is used until one of them is deleted.";
    UnknownKey "unknown-key" Error "A key means nothing to this kind of file. Keys of your own go under `extra.`: `extra.colour = \"red\"`. In a plain page it is a warning, and the value is kept as `extra`.";
    WrongType "wrong-type" Error "A value is of another type than the key takes: a list where a text belongs, a text where a date belongs.";
    NoSuchDate "no-such-date" Error "A date isn't in the calendar, or isn't written as YYYY-MM-DD.";
    BadValue "bad-value" Error "A value is of the right type and still can't be meant: a length of time that can't be read, a share above 100, a kind of resource that doesn't exist.";
    MissingKey "missing-key" Error "A key that this kind can't do without is missing.";

    // Names and references
    BadId "bad-id" Error "An id can't be used in an address on every system: it is empty after the characters that no address can hold are left out, is reserved by Windows, or climbs out of its folder.";
    DuplicateId "duplicate-id" Error "Two things of one kind have the same id, or ids that differ only in case or in how an accent is encoded. Rename one, and keep the old name in `was`.";
    UnknownId "unknown-id" Error "A reference names a thing that doesn't exist. If it is planned, write `[[kind:id?]]`.";
    AmbiguousId "ambiguous-id" Error "An id is borne by things of several kinds. Write the kind before it: `[[level:staff]]`.";
    UnknownVar "unknown-var" Error "`[[var:NAME]]` names a word that isn't in `[vars]` of `site.toml`.";
    PlannedExists "planned-exists" Warning "A reference says that a thing is planned, and the thing exists. Take the question mark away.";
    Cycle "cycle" Error "Levels include each other, or paths require each other, in a circle. The whole circle is listed.";
    UrlCollision "url-collision" Error "Two things would be published at one address, or at addresses that differ only in case. Rename one of them.";
    UnsafePath "unsafe-path" Error "A path climbs out of the site, is absolute, or holds a backslash, a drive letter or an encoded separator.";

    // Markdown
    RawHtml "raw-html" Warning "HTML in Markdown is shown as text unless `[markdown] html = true` allows it.";
    UnsafeLink "unsafe-link" Error "A link would run a script (`javascript:`, `vbscript:`, `data:text/html`), also in disguise. The link is taken off.";
    BrokenLink "broken-link" Error "A link leads to a page or a file of this site that doesn't exist, or out of the folder that the site is published in. Addresses are followed as a plain web server has them: case counts, an ending is never guessed, and a folder is the `index.html` in it. A link that a template makes is reported once, with a page that has it.";
    BrokenAnchor "broken-anchor" Error "A link leads to a place in a page that doesn't exist. Headings give the places their names; `## Scope {#scope}` pins one. A link such as `#scope` without a page means another place wherever its text is shown.";
    MissingAsset "missing-asset" Error "An image, a style, a script or another file that a page uses isn't in the site. Files lie in `static/`, and are published from its root: `static/map.png` is `/map.png`.";
    MissingAlt "missing-alt" Warning "A picture has no description, so that those who can't see it don't know what it shows. Write it between the brackets: `![The four levels as a ladder](ladder.png)`.";
    UnclosedBlock "unclosed-block" Error "A `:::` block is opened and never closed, closed and never opened, or of an unknown name; or a comment is never closed, and swallows the rest of its page.";
    DuplicateAnchor "duplicate-anchor" Error "Two places of one page have the same id, so a link to it can reach only one of them. Pin another id with `{#id}` behind the heading, or mend the template.";

    // Settings, templates, themes
    NoSettings "no-settings" Warning "There is no `site.toml` in the folder. The site is built with the defaults: title, language and addresses are guesses.";
    BadBaseUrl "bad-base-url" Error "`base_url` must be a whole address with `http://` or `https://`, a host, and perhaps a path; no query and no fragment.";
    MissingTheme "missing-theme" Error "`theme.folder` names a folder that isn't there, or a file.";
    ThemeContract "theme-contract" Error "A theme was made for another version of the data that Waypost gives to templates. The message names both versions; docs/theming.md says what changed.";
    UnknownOverride "unknown-override" Error "An override matches nothing that lies below, so that nothing would come of it: a file under `templates/` or `words/` that hides no file of the theme and that no template uses; a section, a statement, an item of a list, a key, a thing to hide or to lie over that the upstream doesn't have. The message names what it does have.";
    AmbiguousOverride "ambiguous-override" Error "An override could mean several things of the upstream: sections of the same name, statements with the same words, things of several kinds. Say which: write the heading above it, or the kind before the id.";
    BadOverride "bad-override" Error "An override contradicts itself or another one: a section that is dropped and has a text, a heading of another rank, two overrides of one part, a thing that is hidden and overridden.";
    MovedOverride "moved-override" Warning "What an override lies over has another id in the upstream now, which names the old one in `was`. The override is followed there; rename it.";
    NearOverride "near-override" Warning "A section of an overlay is new, and nearly called like one of the upstream. If that one was meant, write its name; if not, write `{new}` behind the heading.";
    IdleOverride "idle-override" Warning "An override says what the upstream says anyway. Leave it out, so that what upstream changes there comes through.";
    BadUpstream "bad-upstream" Error "`[upstream]` names no site that can lie beneath this one: its folder isn't there, holds no `site.toml`, leaves the site, is the site itself or one above it, or lies too deep.";
    UntrustedUpstream "untrusted-upstream" Warning "The upstream has templates, or files that a browser may run. They are left out, since they could put anything into your pages. Read them; then set `trust` in `[upstream]` to `true` to use them, or to `false` to do without.";
    NoLicence "no-licence" Warning "Nobody says under which licence the texts of an upstream may be used. Ask, and write it into `licence` of `[upstream]`.";
    UpstreamBrand "upstream-brand" Warning "A name of the upstream's company, which its `brand` lists, shines through in what this site publishes. Override the text or the word of `[vars]` that it stands in.";
    ChangedOverride "changed-override" Warning "The theme's file that an override was copied from has changed since. Compare the two and note the new version.";
    Untranslated "untranslated" Warning "A language that the site declares lacks some of its things; their pages are shown in the site's own language and say so. The message counts them by kind, once for each language. A thing is translated when a text lies beside its own: `staff.de.md` beside `staff.md`. Rows of resources aren't counted, since a title is mostly that of a book. While a translation grows, set `untranslated = \"off\"` under `[check]`.";
    StaleTranslation "stale-translation" Warning "A text has changed since it was translated: it has other sections, or another number of items in one of them; git says that it was changed on a later day; or a fork has a text of its own over the one that its upstream translates. Translate what has changed. Where nothing has to be, set `reviewed` in the translation to the day on which the two were compared.";
    MissingWords "missing-words" Warning "The theme doesn't say all of its words in a language that the site declares, and says those that lack in English. Write them into `words/it.toml`; docs/theming.md shows how.";
    UnknownTranslation "unknown-translation" Error "A file or a row in another language says what something is called that the site doesn't have: `staff.de.md` lies beside `staff.md`, and `resources.de.toml` has the ids of `resources.toml`. Give it the name of what it translates.";
    BadTranslation "bad-translation" Error "A translation changes what a thing is: its track, what it requires, its order. That is the same in every language, and stands in the file that is translated.";
    TemplateSyntax "template-syntax" Error "A template isn't valid at the place that is underlined.";
    TemplateUndefined "template-undefined" Error "A template uses a name, a field, a filter or a test that doesn't exist. docs/theming.md lists those that do.";
    TemplateMissing "template-missing" Error "A template includes, imports or extends one that doesn't exist.";
    TemplateFault "template-fault" Error "A template can't be rendered for a page: the message says why and names the page.";
    TemplateLimit "template-limit" Error "A template needs more than any page should: its size, its depth, its steps or its output reach the limit.";

    // What a career site should hold
    EmptySection "empty-section" Warning "A heading has nothing beneath it, or only a comment. Fill it or delete it: a reader takes an empty section for an answer. Plain pages and the template of a packet, which is there to be filled in, are left alone.";
    MissingSection "missing-section" Warning "A thing lacks what its kind lives from: a path its phases; a phase its skills to develop or its success metrics; a packet its evidence; a level anything that it expects.";
    MissingStep "missing-step" Warning "A skill doesn't say what one step of its scale looks like, so nobody can tell where they stand.";
    UndefinedCell "undefined-cell" Warning "A level requires a skill and says nothing of what that means, and neither do the levels that it includes. Write statements under a heading that names the skill, or set `state.SKILL` to `same` or `not-expected`. Levels that inherit the gap aren't reported again.";
    SkillsDisagree "skills-disagree" Warning "The competencies of a path, its targets (the matrix) and its phases name different sets of skills, so a reader is told different things. Only those of the three that the files give are compared: a path without targets of its own aims at all that its level requires, and need not develop all of it.";
    TargetMismatch "target-mismatch" Warning "A path's `targets.SKILL` aims at another step than the level that it leads to requires. Leave the targets out, and the path aims at what the level requires.";
    TimelineMismatch "timeline-mismatch" Warning "The durations of a path's phases don't add up to its timeline, within half a month. A phase comes after the one before it in file order, or after those that `after` names; phases side by side count once.";
    TimeSplit "time-split" Warning "The shares of an archetype's time don't add up to 100.";
    UndevelopedSkill "undeveloped-skill" Warning "A level requires a higher step of a skill than the level that a path to it begins at, and no phase of any path develops that skill. A site without phases is left alone.";
    UnusedSkill "unused-skill" Warning "A skill is required or spoken of by no level, developed by no phase, and named by no path. A site without levels and paths is left alone.";
    UnusedResource "unused-resource" Warning "A resource is used by no path, phase or skill, and named in no text. One with `replaced_by` is left alone.";
    UnplacedLevel "unplaced-level" Warning "A level belongs to no track, or a track and a level disagree about it.";
    NoInternalResource "no-internal-resource" Warning "A path recommends outside resources only. People also need to know what their own company has: a guide, a channel, a review that one may sit in on. Such a resource has `type = \"internal\"`, or `internal = true`.";
    OverdueReview "overdue-review" Warning "The day by which a thing was to be reviewed (`reviewed` and `review_every` later) has passed, or it was never reviewed at all. Read it, mend it, and set `reviewed`. The day is that of `--today`, of `SOURCE_DATE_EPOCH`, or the clock's, in UTC.";
    RepeatedStatement "repeated-statement" Warning "The same statement stands word for word in several places: levels, steps of skills, items of phases. Case, marks and emphasis don't count. A level inherits what it includes; say only what is new.";
    RepeatedFact "repeated-fact" Warning "A figure that has a key of its own (`timeline`, `success_rate`, `duration`, `typical_time`) is typed again in the prose of the same file, so that one of the two will be wrong one day. Write it once; the page shows the key's.";
    CompanyName "company-name" Warning "A word of `[vars]` is typed out in a text, in front matter or in a template. Write `[[var:NAME]]` (in templates `{{ site.vars.NAME }}`), so that a fork changes one place. Code is left alone, and so are values that are one word of small letters, or have fewer than four.";
    UnevenTrack "uneven-track" Warning "A level makes more than two and a half times as many new statements as is usual on its track, and at least eight more. It probably says what belongs to its neighbours. What the level below says too, in the same words or in others, isn't new. The first level of a track doesn't count, and none that has nothing in common with the one below.";
    UnknownAllow "unknown-allow" Warning "`allow.CODE` names a code that isn't there, gives no reason, or silences nothing in its file.";
    InternalShown "internal-shown" Error "What `--public` is to publish holds something internal: the title, another name or the address of a thing that is marked `internal`, the host of its address or of one in its text, a heading or a line of an internal text, or what `[internal]` in `site.toml` lists. The message names file, line and column of what would be published, and points to where the internal thing is declared. A title that something public bears as well is no secret, nor is the host of a public resource. Of anything else say why it may be known, in `internal.no_secret` of `site.toml` or with `allow.internal-shown` in the internal file.";
}

impl Code {
    /// The code with this name.
    pub fn named(name: &str) -> Option<Code> {
        Code::ALL.iter().copied().find(|code| code.name() == name)
    }
}
