//! The words on the keys of `site.toml`.

use super::Words;

const fn words(path: &'static str, means: &'static str, example: &'static str) -> Words {
    Words {
        path,
        means,
        example,
    }
}

/// Every key of `site.toml`. A key that its reader asks for needs a line here, and a line here a
/// reader.
pub(super) const SITE: &[Words] = &[
    words("title", "what the site is called", "\"\""),
    words("description", "one sentence on the site", "\"\""),
    words(
        "base_url",
        "where it will be published",
        "\"https://careers.example.com/\"",
    ),
    words("language", "the language of the texts", "\"en\""),
    words(
        "editor",
        "where the preview opens files: the name of an editor, or an address with {path}",
        "\"vscode\"",
    ),
    words(
        "edit",
        "where a file can be edited: an address with {path} in it",
        "\"\"",
    ),
    words(
        "licence",
        "what the footer says of the licence of the texts",
        "\"\"",
    ),
    words(
        "navigation",
        "entries of the main menu: titles with ids or addresses",
        "{}",
    ),
    words(
        "scale",
        "the steps of the scale, from the lowest to the highest",
        "[]",
    ),
    words(
        "definitions",
        "what each step means, whatever the skill",
        "{}",
    ),
    words(
        "titles",
        "other titles for the steps of the scale, by their ids",
        "{}",
    ),
    words("scales", "further scales, by name", "{}"),
    words("scales.*.title", "what the scale is called", "\"\""),
    words(
        "scales.*.steps",
        "its steps, from the lowest to the highest",
        "[]",
    ),
    words("scales.*.definitions", "what each of its steps means", "{}"),
    words(
        "scales.*.titles",
        "other titles for its steps, by their ids",
        "{}",
    ),
    words("areas", "areas of skills, by id", "{}"),
    words("areas.*.title", "what the area is called", "\"\""),
    words("areas.*.description", "what belongs to it", "\"\""),
    words(
        "headings",
        "what the headings with a meaning are called here",
        "{}",
    ),
    words("theme", "how the site looks", "{}"),
    words(
        "theme.accent",
        "the colour of the waymark, as #rrggbb",
        "\"#0b6e4f\"",
    ),
    words(
        "theme.accent_dark",
        "the same for dark surroundings",
        "\"#57c99b\"",
    ),
    words("theme.density", "how close the lines stand", "\"normal\""),
    words(
        "theme.folder",
        "a folder whose files lie over those of the default theme",
        "\"themes/acme\"",
    ),
    words(
        "theme.logo",
        "the address of a logo in `static/`",
        "\"/logo.svg\"",
    ),
    words("theme.font", "a font stack for text", "\"\""),
    words("theme.heading_font", "a font stack for headings", "\"\""),
    words("check", "what findings are worth: error, warn or off", "{}"),
    words(
        "internal",
        "what a public build may and may not name, beside what the content marks",
        "{}",
    ),
    words(
        "internal.words",
        "names that a public build may not hold",
        "[]",
    ),
    words(
        "internal.hosts",
        "hosts that a public build may not hold, with all beneath them",
        "[]",
    ),
    words(
        "internal.no_secret",
        "names of internal things that a public build may hold all the same, each with the reason",
        "{}",
    ),
    words(
        "internal.retired",
        "the same as `retired`, of what was internal: a public build doesn't name it",
        "{}",
    ),
    words("markdown", "how texts are read", "{}"),
    words(
        "markdown.commonmark",
        "true reads texts exactly as CommonMark says",
        "true",
    ),
    words("markdown.html", "true passes HTML in texts on", "true"),
    words("vars", "words for [[var:NAME]]", "{}"),
    words(
        "attribution",
        "whom else the texts come from, for the footer of those who fork them",
        "\"\"",
    ),
    words(
        "brand",
        "names of your company, which those who fork the site don't want to show",
        "[]",
    ),
    words("upstream", "the site that this one lies over", "{}"),
    words(
        "upstream.folder",
        "the folder that holds its snapshot",
        "\"upstream\"",
    ),
    words(
        "upstream.source",
        "where the snapshot was taken from",
        "\"\"",
    ),
    words("upstream.revision", "which revision of it", "\"\""),
    words("upstream.name", "what it is called", "\"\""),
    words(
        "upstream.licence",
        "the licence of its texts, where it doesn't say that itself",
        "\"\"",
    ),
    words(
        "upstream.attribution",
        "whom to name, where it doesn't say that itself",
        "\"\"",
    ),
    words(
        "upstream.trust",
        "true uses its templates and scripts, false does without",
        "false",
    ),
    words(
        "hide",
        "things of the upstream that this site does without",
        "[]",
    ),
    words(
        "based_on",
        "sites that the texts came from, for the footer",
        "{}",
    ),
    words("based_on.*.name", "what the site is called", "\"\""),
    words("based_on.*.url", "where it is published", "\"\""),
    words("based_on.*.licence", "the licence of its texts", "\"\""),
    words("based_on.*.attribution", "whom to name", "\"\""),
    words(
        "retired",
        "names of things that are gone, by kind and id: texts that speak of them say it",
        "{}",
    ),
    words(
        "languages",
        "other languages that the site is published in, by their tags",
        "{}",
    ),
    words(
        "languages.*.name",
        "what the language is called by those who speak it",
        "\"\"",
    ),
    words("languages.*.title", "what the site is called in it", "\"\""),
    words(
        "languages.*.description",
        "one sentence on the site in it",
        "\"\"",
    ),
    words(
        "languages.*.licence",
        "what the footer says of the licence in it",
        "\"\"",
    ),
    words("languages.*.attribution", "whom to name, in it", "\"\""),
    words("languages.*.vars", "words for texts in it", "{}"),
    words(
        "languages.*.titles",
        "what the steps of the scale are called in it, by their ids",
        "{}",
    ),
    words(
        "languages.*.definitions",
        "what each step means, in it",
        "{}",
    ),
    words(
        "languages.*.navigation",
        "entries of the main menu in it, in place of the site's",
        "{}",
    ),
    words(
        "languages.*.areas",
        "titles of areas in it, by their ids",
        "{}",
    ),
    words(
        "languages.*.headings",
        "what the headings with a meaning are called in it",
        "{}",
    ),
    words(
        "languages.*.scales",
        "titles of further scales and their steps in it, by name",
        "{}",
    ),
    words("extra", "keys of your own, for your own templates", "{}"),
];
