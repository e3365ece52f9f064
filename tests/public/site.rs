//! A site with something internal of every sort, and what a public build of it says.

use std::collections::BTreeMap;
use std::sync::Arc;
use waypost::diagnostic::{Diagnostic, Format, Printer};
use waypost::layers::Layers;
use waypost::proof::{Proof, Shown};
use waypost::render::render;
use waypost::site::{LoadOptions, Site};

/// The files of a site.
pub type Files = BTreeMap<String, Vec<u8>>;

/// What every site here has.
const SITE: &[(&str, &str)] = &[
    (
        "site.toml",
        "title = \"Careers\"\nbase_url = \"https://careers.example.com/engineering/\"\n\n[vars]\nwiki = \"https://handbook.northwind.example\"\n",
    ),
    (
        "content/index.md",
        "# Careers\n\nBegin with [[level:engineer]].\n",
    ),
    (
        "content/tracks/ic.md",
        "+++\ntitle = \"Engineering\"\nlevels = [\"engineer\", \"senior\"]\n+++\n",
    ),
    (
        "content/levels/engineer.md",
        "+++\ntitle = \"Engineer\"\nrequires.design = \"beginner\"\n+++\nFinishes what was begun.\n\n## [[design]]\n\n- Draws a plan before building\n",
    ),
    (
        "content/levels/senior.md",
        "+++\ntitle = \"Senior\"\nincludes = \"engineer\"\nrequires.design = \"advanced\"\n+++\nDecides what to begin.\n\n## [[design]]\n\n- Weighs two plans before choosing\n",
    ),
    (
        "content/skills/design.md",
        "+++\ntitle = \"Design\"\n+++\nPlans.\n\n## Beginner\n\n- Follows a plan\n",
    ),
    (
        "content/guide/start.md",
        "+++\ntitle = \"How to start\"\n+++\nRead the levels first.\n",
    ),
];

/// What is internal: pages, levels, skills, a path with a phase, rows, sections.
pub const INTERNAL: &[(&str, &str)] = &[
    (
        "content/guide/salary-bands.md",
        "+++\ntitle = \"Bänder & “Pay”\"\naka = [\"Compensation grid\"]\nwas = [\"guide/old-money\"]\ninternal = true\n+++\nThe ranges that finance publishes each spring are kept in one sheet.\n\nSee <https://ledger.finance.corp/x/bands>.\n",
    ),
    (
        "content/levels/fellow.md",
        "+++\ntitle = \"Nightingale Fellow\"\ninternal = true\ntrack = \"ic\"\nincludes = \"senior\"\nrequires.design = \"expert\"\n+++\nThere is one for the whole of the company, and the board names them.\n\n## [[design]]\n\n- Answers for the plans of everyone to the owners of the house\n",
    ),
    (
        "content/skills/orrery.md",
        "+++\ntitle = \"Orrery\"\ninternal = true\nexternal = [\"https://orrery.tools.northwind.example/docs\"]\n+++\nOur own scheduler.\n",
    ),
    (
        "content/paths/fellow/index.md",
        "+++\ntitle = \"To the Nightingale\"\ninternal = true\nfrom = \"senior\"\nto = \"fellow\"\n+++\nA path that nobody outside knows of, and that takes years.\n",
    ),
    (
        "content/paths/fellow/1-listen.md",
        "+++\ntitle = \"Listen to the board\"\nduration = \"6 months\"\n+++\nSit in on their meetings for half a year and say nothing.\n",
    ),
    (
        "content/resources.toml",
        "[book]\ntitle = \"A public book\"\ntype = \"book\"\nskills = [\"design\"]\nurl = \"https://books.example.org/plans\"\n\n[ledger]\ntitle = \"Ledger of promotions\"\ntype = \"internal\"\ninternal = true\nskills = [\"design\"]\nurl = \"[[var:wiki]]/ledger\"\n",
    ),
    (
        "content/guide/how.md",
        "+++\ntitle = \"How it works\"\n+++\nAsk your manager.\n\n:::internal\n## The quiet committee\n\nIt meets on the third Thursday behind closed doors in Lisbon.\nIts notes are at <https://quiet.northwind.example/notes>.\n:::\n\nThen wait.\n",
    ),
];

/// The site with what is internal, and these files over it.
pub fn with(files: &[(&str, &str)]) -> Files {
    let all = SITE.iter().chain(INTERNAL).chain(files);
    all.map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec()))
        .collect()
}

/// The site without it: as though nobody had ever written it.
pub fn without() -> Files {
    let mut files: Files = SITE
        .iter()
        .map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec()))
        .collect();
    files.insert(
        "content/resources.toml".to_owned(),
        b"[book]\ntitle = \"A public book\"\ntype = \"book\"\nskills = [\"design\"]\nurl = \"https://books.example.org/plans\"\n".to_vec(),
    );
    files.insert(
        "content/guide/how.md".to_owned(),
        b"+++\ntitle = \"How it works\"\n+++\nAsk your manager.\n\nThen wait.\n".to_vec(),
    );
    files
}

/// The site as it is loaded, `public` or whole.
pub fn loaded(files: &Files, public: bool) -> Arc<Site> {
    let options = LoadOptions {
        public,
        ..LoadOptions::default()
    };
    Arc::new(Site::load(Layers::of_memory(files.clone()), &options))
}

/// Every file of a build.
pub fn built(site: &Arc<Site>) -> BTreeMap<String, Vec<u8>> {
    let routes = site.routes.iter();
    routes
        .map(|(path, route)| {
            let bytes = render(site, route, path).expect("it can be rendered");
            (path.to_owned(), bytes)
        })
        .collect()
}

/// What the proof says of a public build of these files.
pub fn findings(files: &Files) -> (Arc<Site>, Vec<Diagnostic>) {
    let site = loaded(files, true);
    let proof = Proof::of(&site, &loaded(files, false));
    let shown: Vec<Shown> = site
        .routes
        .iter()
        .flat_map(|(path, route)| {
            let bytes = render(&site, route, path).expect("it can be rendered");
            proof.look_at(&site, route, path, &bytes)
        })
        .collect();
    let found = proof.findings(&shown, true);
    (site, found)
}

/// The same as people read it.
pub fn said(files: &Files) -> String {
    let (site, found) = findings(files);
    let mut out = Vec::new();
    let printed = Printer::new(Format::Human, &site.sources).print(&found, &mut out);
    printed.expect("it can be printed");
    String::from_utf8(out).expect("it is UTF-8")
}
