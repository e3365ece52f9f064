//! A small whole site in memory, to be changed in one place and checked.

use std::collections::BTreeMap;
use std::sync::Arc;
use waypost::check::{check, check_public};
use waypost::diagnostic::{Diagnostic, Format, Printer};
use waypost::layers::{Layer, Layers, Tree};
use waypost::site::{LoadOptions, Site};

/// The files of a site.
pub type Files = BTreeMap<String, String>;

const CLEAN: &[(&str, &str)] = &[
    (
        "site.toml",
        "title = \"Careers\"\nbase_url = \"https://example.com/careers/\"\nscale = [\"Novice\", \"Adept\"]\n\n[vars]\ncompany = \"Northwind\"\n\n[areas.craft]\ntitle = \"Craft\"\n",
    ),
    (
        "content/index.md",
        "# Careers at [[var:company]]\n\nBegin with [[level:engineer]], or with [the path](paths/senior/index.md#community).\n\n![A map](/map.png)\n",
    ),
    (
        "content/tracks/ic.md",
        "+++\ntitle = \"Engineering\"\nlevels = [\"engineer\", \"senior\"]\n+++\n",
    ),
    (
        "content/levels/engineer.md",
        "+++\ntitle = \"Engineer\"\nrequires.design = \"novice\"\n+++\nFinishes what was begun.\n\n## [[design]]\n\n- Draws a plan before building\n",
    ),
    (
        "content/levels/senior.md",
        "+++\ntitle = \"Senior\"\nincludes = \"engineer\"\nrequires.design = \"adept\"\nowner = \"eng-leads\"\nreviewed = 2026-01-10\nreview_every = \"12 months\"\n+++\nDecides what to begin.\n\n## [[design]]\n\n- Weighs two plans in writing before choosing\n",
    ),
    (
        "content/skills/design.md",
        "+++\ntitle = \"Design\"\narea = \"craft\"\n+++\nPlans.\n\n## Novice\n\n- Follows a plan\n\n## Adept\n\n- Makes a plan that others follow\n",
    ),
    (
        "content/paths/senior/index.md",
        "+++\ntitle = \"To Senior\"\nfrom = \"engineer\"\nto = \"senior\"\ntimeline = \"6-12 months\"\nsuccess_rate = \"30-40 % get there\"\ncompetencies = [\"design\"]\ntargets.design = \"adept\"\nresources = [\"guide\"]\n+++\nOne phase.\n\n## Community\n\nAsk in the channel.\n",
    ),
    (
        "content/paths/senior/1-plans.md",
        "+++\ntitle = \"Plans\"\nduration = \"6-12 months\"\n+++\nWrite plans.\n\n## Skills to develop\n\n### [[design]]\n\n- Write a plan that somebody else carries out\n\n## Success metrics\n\n- Somebody carried it out\n",
    ),
    (
        "content/archetypes/solver.md",
        "+++\ntitle = \"Solver\"\ntime.problems = 60\ntime.people = 40\nlevels = [\"senior\"]\n+++\nSolves.\n",
    ),
    (
        "content/packets/senior.md",
        "+++\ntitle = \"Senior packet\"\nlevel = \"senior\"\n+++\nCollect.\n\n## Evidence to collect\n\n- Plans with dates\n\n## Summary\n\n## Results\n\n",
    ),
    (
        "content/resources.toml",
        "[guide]\ntitle = \"The guide\"\ntype = \"internal\"\n\n[book]\ntitle = \"The book\"\ntype = \"book\"\nskills = [\"design\"]\n",
    ),
    ("static/map.png", "png"),
];

/// Templates that show enough of each thing to be linked to.
const THEME: &[(&str, &str)] = &[
    (
        "base.html",
        "<!doctype html>\n<html lang=\"en\">\n<title>{{ page.title }}</title>\n<link rel=\"stylesheet\" href=\"{{ page.root }}theme/tokens.css\">\n<h1 id=\"wp-title\">{{ page.title }}</h1>\n{% block body %}{% endblock %}\n<a href=\"#wp-title\">up</a>\n<a href=\"{{ page.root }}index.html\">home</a>\n</html>\n",
    ),
    (
        "prose.html",
        "{{ thing.opening }}{% for part in thing.sections %}<h2 id=\"{{ part.id }}\">{{ part.title }}</h2>{{ part.html }}{% endfor %}",
    ),
];

/// Templates of pages: a name, and what stands in the block.
const PAGES: &[(&str, &str)] = &[
    ("home.html", "{% if text %}{{ text.html }}{% endif %}"),
    ("page.html", "{{ text.html }}"),
    ("track.html", ""),
    (
        "level.html",
        "{% set thing = level %}{% include 'prose.html' %}{% for cell in level.cells %}<h2 id=\"{{ cell.skill.id }}\">{{ cell.skill.title }}</h2>{% endfor %}",
    ),
    ("skill.html", ""),
    (
        "path.html",
        "{% set thing = path %}{% include 'prose.html' %}{{ path.success_rate }}",
    ),
    (
        "phase.html",
        "{% set thing = phase %}{% include 'prose.html' %}",
    ),
    (
        "resource.html",
        "{% if resource.address %}<a href=\"{{ resource.address }}\">{{ resource.title }}</a>{% endif %}",
    ),
    ("archetype.html", "{{ archetype.summary }}"),
    ("pitfall.html", ""),
    (
        "packet.html",
        "{% if packet.template_url %}<a href=\"{{ packet.template_url }}\">template</a>{% endif %}",
    ),
    ("difference.html", ""),
    ("compare.html", ""),
    ("matrix.html", ""),
    ("plan.html", ""),
    ("your-copy.html", ""),
    ("print/ladder.html", ""),
    ("print/levels.html", ""),
    ("print/packet.html", ""),
    ("print/path.html", ""),
    ("print/sheet.html", ""),
    ("tracks.html", ""),
    ("levels.html", ""),
    ("skills.html", ""),
    ("resources.html", ""),
    ("archetypes.html", ""),
    ("pitfalls.html", ""),
    ("packets.html", ""),
    ("paths.html", ""),
    ("glossary.html", ""),
    ("search.html", ""),
];

/// The clean site.
pub fn clean() -> Files {
    files(CLEAN)
}

/// The clean site with some files in other words, or more of them.
pub fn with(changes: &[(&str, &str)]) -> Files {
    let mut files = clean();
    files.extend(self::files(changes));
    files
}

/// The clean site with other words in one file.
pub fn edited(path: &str, old: &str, new: &str) -> Files {
    let mut files = clean();
    edit(&mut files, path, old, new);
    files
}

/// Other words in one file.
pub fn edit(files: &mut Files, path: &str, old: &str, new: &str) {
    let text = files.get_mut(path).expect("the file is there");
    assert!(text.contains(old), "`{old}` stands in {path}");
    *text = text.replacen(old, new, 1);
}

fn files(list: &[(&str, &str)]) -> Files {
    let owned = |(path, text): &(&str, &str)| ((*path).to_owned(), (*text).to_owned());
    list.iter().map(owned).collect()
}

/// The layers of a site over a small theme.
pub fn layers(files: Files) -> Layers {
    let bytes = |files: Files| {
        let bytes = files
            .into_iter()
            .map(|(path, text)| (path, text.into_bytes()));
        Tree::Memory(bytes.collect())
    };
    let mut theme = Files::new();
    for (name, text) in THEME {
        theme.insert(format!("templates/{name}"), (*text).to_owned());
    }
    for (name, body) in PAGES {
        theme.insert(
            format!("templates/{name}"),
            format!("{{% extends 'base.html' %}}{{% block body %}}{body}{{% endblock %}}"),
        );
    }
    theme.insert(
        "templates/alias.html".to_owned(),
        "<meta http-equiv=\"refresh\" content=\"0; url={{ target.url }}\">".to_owned(),
    );
    theme.insert(
        "templates/404.html".to_owned(),
        "<h1>Nothing here</h1><a href=\"{{ page.root }}\">home</a>".to_owned(),
    );
    Layers::new(vec![
        Layer::site(bytes(files)),
        Layer::theme("small theme", bytes(theme)),
    ])
}

/// The site, loaded.
pub fn loaded(files: Files) -> Arc<Site> {
    Arc::new(Site::load(layers(files), &LoadOptions::default()))
}

/// What is found on 1 June 2026, as it is printed.
pub fn found(files: Files) -> String {
    found_on(files, "2026-06-01")
}

/// The same on another day.
pub fn found_on(files: Files, day: &str) -> String {
    let site = loaded(files);
    let day = day.parse().expect("a day");
    print(&site, &check(&site, day))
}

/// What is found in a public build.
pub fn found_in_public(files: Files) -> String {
    let public = LoadOptions {
        public: true,
        ..LoadOptions::default()
    };
    let whole = Site::load(layers(files.clone()), &LoadOptions::default());
    let site = Arc::new(Site::load(layers(files), &public));
    let day = "2026-06-01".parse().expect("a day");
    print(&site, &check_public(&site, &whole, day))
}

fn print(site: &Site, findings: &[Diagnostic]) -> String {
    let mut out = Vec::new();
    Printer::new(Format::Human, &site.sources)
        .print(findings, &mut out)
        .expect("a buffer takes everything");
    String::from_utf8(out).expect("output is UTF-8")
}
