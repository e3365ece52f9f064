//! `waypost fork`: the same snapshot from a folder, an archive or a repository; hostile archives are
//! refused, and nothing is left of a fork that didn't come to be.

mod example;
mod hostile;

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use tempfile::TempDir;
use waypost::cli::{Exit, run};
use waypost::layers::{Layer, Layers, Tree};
use waypost::site::{LoadOptions, Memory, Site};

const SITE: &[(&str, &str)] = &[
    ("site.toml", "title = \"Open\"\nlicence = \"MIT\"\n"),
    ("content/index.md", "# Home\n\n![A map](map.png)\n"),
    ("content/map.png", "no picture"),
    (
        "content/tracks/ic.md",
        "+++\ntitle = \"IC\"\nlevels = [\"staff\"]\n+++\n",
    ),
    (
        "content/levels/staff.md",
        "+++\ntitle = \"Staff\"\ntrack = \"ic\"\n+++\n## Scope\nMany teams.\n",
    ),
    ("static/.well-known/x.txt", "x"),
    ("LICENSE", "MIT"),
];

struct Bench {
    folder: TempDir,
}

impl Bench {
    fn new() -> Bench {
        let bench = Bench {
            folder: tempfile::tempdir().expect("a temporary folder"),
        };
        for (path, text) in SITE {
            bench.write(&format!("open/{path}"), text.as_bytes());
        }
        // What is no part of the site.
        bench.write("open/.git-is-hidden", b"x");
        bench.write("open/src/main.rs", b"x");
        bench
    }

    fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    fn write(&self, path: &str, bytes: &[u8]) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        fs::write(path, bytes).expect("written");
    }

    /// The exit code and what is said on stderr.
    fn fork(&self, upstream: &str, to: &str, more: &[&str]) -> (Exit, String) {
        let upstream = match upstream.contains("://") {
            true => upstream.to_owned(),
            false => self.path(upstream).display().to_string(),
        };
        let to = self.path(to).display().to_string();
        let mut arguments = vec!["waypost", "fork", &upstream, &to];
        arguments.extend(more);
        self.typed(&arguments)
    }

    fn typed(&self, arguments: &[&str]) -> (Exit, String) {
        let mut err = Vec::new();
        let exit = run(arguments.to_vec(), &mut Vec::new(), &mut err);
        (exit, String::from_utf8(err).expect("UTF-8"))
    }

    /// A command typed in a site: how it ends, and all that it says.
    fn inside(&self, site: &str, words: &[&str]) -> (Exit, String) {
        let root = self.path(site).display().to_string();
        let mut arguments = vec!["waypost", "--root", &root];
        arguments.extend(words);
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let exit = run(arguments, &mut out, &mut err);
        out.extend(err);
        (exit, String::from_utf8(out).expect("UTF-8"))
    }

    fn git(&self, arguments: &[&str]) {
        let done = Command::new("git")
            .args(["-c", "user.name=T", "-c", "user.email=t@example.com"])
            .args(arguments)
            .current_dir(self.path("open"))
            .stdout(Stdio::null())
            .status()
            .expect("git is there");
        assert!(done.success());
    }
}

/// All files below a folder.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).expect("a folder").flatten() {
            let path = entry.path();
            match path.is_dir() {
                true => folders.push(path),
                false => {
                    let name = path
                        .strip_prefix(folder)
                        .expect("below")
                        .display()
                        .to_string();
                    found.insert(name, fs::read(&path).expect("readable"));
                }
            }
        }
    }
    found
}

fn tar(entries: &[(&str, tar::EntryType, &[u8])]) -> Vec<u8> {
    let mut builder = tar::Builder::new(Vec::new());
    for (path, kind, bytes) in entries {
        let mut header = tar::Header::new_gnu();
        // Paths that the crate would refuse to write are what this is about.
        header.as_old_mut().name[..path.len()].copy_from_slice(path.as_bytes());
        header.set_entry_type(*kind);
        header.set_mode(0o644);
        match kind {
            tar::EntryType::Symlink | tar::EntryType::Link => {
                let target = std::str::from_utf8(bytes).expect("a path");
                header.set_size(0);
                header.as_old_mut().linkname[..target.len()].copy_from_slice(target.as_bytes());
                header.set_cksum();
                builder.append(&header, std::io::empty()).expect("added");
            }
            _ => {
                header.set_size(bytes.len() as u64);
                header.set_cksum();
                builder.append(&header, *bytes).expect("added");
            }
        }
    }
    builder.into_inner().expect("a buffer")
}

fn gzipped(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(bytes).expect("a buffer");
    encoder.finish().expect("a buffer")
}

fn zipped(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (path, bytes) in entries {
        let options = zip::write::SimpleFileOptions::default();
        writer.start_file(*path, options).expect("added");
        writer.write_all(bytes).expect("a buffer");
    }
    writer.finish().expect("a buffer").into_inner()
}

#[test]
fn a_fork_is_the_same_from_a_folder_an_archive_and_a_repository() {
    let bench = Bench::new();
    let with_top: Vec<(String, &[u8])> = SITE
        .iter()
        .map(|(path, text)| (format!("open-1.0/{path}"), text.as_bytes()))
        .collect();
    let of_tar: Vec<(&str, tar::EntryType, &[u8])> = with_top
        .iter()
        .map(|(path, bytes)| (path.as_str(), tar::EntryType::Regular, *bytes))
        .collect();
    let of_zip: Vec<(&str, &[u8])> = SITE
        .iter()
        .map(|(path, text)| (*path, text.as_bytes()))
        .collect();
    bench.write("open.tar.gz", &gzipped(&tar(&of_tar)));
    bench.write("open.tar", &tar(&of_tar));
    bench.write("open.zip", &zipped(&of_zip));
    bench.git(&["init", "--quiet", "--initial-branch=main"]);
    bench.git(&["add", "--all"]);
    bench.git(&["commit", "--quiet", "-m", "One"]);
    let from = [
        ("open", vec![]),
        ("open.tar.gz", vec![]),
        ("open.tar", vec![]),
        ("open.zip", vec![]),
        ("open", vec!["--revision", "main"]),
    ];
    let mut all = Vec::new();
    for (number, (upstream, more)) in from.iter().enumerate() {
        let to = format!("fork{number}");
        let (exit, said) = bench.fork(upstream, &to, more);
        assert_eq!(exit, Exit::Well, "{upstream}: {said}");
        all.push(files(&bench.path(&to).join("upstream")));
        let root = bench.path(&to).display().to_string();
        let (exit, said) = bench.typed(&["waypost", "check", "--root", &root]);
        assert_eq!(
            (exit, said.contains("nothing found")),
            (Exit::Well, false),
            "{said}"
        );
    }
    let address = format!("file://{}", bench.path("open").display());
    let (exit, said) = bench.fork(&address, "remote", &["--revision", "main"]);
    assert_eq!(exit, Exit::Well, "{said}");
    all.push(files(&bench.path("remote").join("upstream")));
    for other in &all[1..] {
        assert_eq!(
            other.keys().collect::<Vec<_>>(),
            all[0].keys().collect::<Vec<_>>()
        );
        assert_eq!(*other, all[0]);
    }
    assert_eq!(all[0].len(), SITE.len());
    let settings = fs::read_to_string(bench.path("remote/site.toml")).expect("written");
    assert!(
        settings.contains("revision = \"") && settings.contains(&address),
        "{settings}"
    );
}

#[test]
fn a_hostile_archive_is_refused_and_nothing_is_written() {
    use tar::EntryType as Type;
    let bench = Bench::new();
    let site: (&str, Type, &[u8]) = ("site.toml", Type::Regular, b"title = \"T\"\n");
    let page: (&str, Type, &[u8]) = ("content/index.md", Type::Regular, b"# T\n");
    let zeros = vec![0; 65 << 20];
    let cases: Vec<(&str, Vec<u8>, &str)> = vec![
        (
            "climbs.tar",
            tar(&[site, page, ("content/../../evil.md", Type::Regular, b"x")]),
            "climbs out of its folder",
        ),
        (
            "absolute.tar",
            tar(&[site, page, ("/tmp/evil.md", Type::Regular, b"x")]),
            "is absolute",
        ),
        (
            "link.tar",
            tar(&[site, page, ("content/x.md", Type::Symlink, b"../../secret")]),
            "leads to no file in it",
        ),
        (
            "hard.tar",
            tar(&[site, page, ("content/x.md", Type::Link, b"/etc/passwd")]),
            "leads to no file in it",
        ),
        (
            "pipe.tar",
            tar(&[site, page, ("content/x.md", Type::Fifo, b"")]),
            "is no plain file",
        ),
        ("twice.tar", tar(&[site, page, page]), "is in it twice"),
        (
            "case.tar",
            tar(&[site, page, ("content/INDEX.md", Type::Regular, b"x")]),
            "are one file on some systems",
        ),
        (
            "bomb.tar.gz",
            gzipped(&tar(&[
                site,
                page,
                ("content/x.bin", Type::Regular, &zeros),
            ])),
            "is larger than",
        ),
        (
            "bomb.zip",
            zipped(&[("site.toml", b"title = \"T\"\n"), ("content/x.bin", &zeros)]),
            "is larger than",
        ),
        (
            "climbs.zip",
            zipped(&[("site.toml", b"title = \"T\"\n"), ("../evil.md", b"x")]),
            "climbs out of its folder",
        ),
        (
            "cut.tar.gz",
            gzipped(&tar(&[site, page]))[..60].to_vec(),
            "can't be read to its end",
        ),
        (
            "empty.zip",
            b"PK\x05\x06nothing".to_vec(),
            "can't be read to its end",
        ),
        ("text.txt", b"Hello".to_vec(), "is no archive"),
        ("nothing.tar", tar(&[page]), "holds no `site.toml`"),
    ];
    for (name, bytes, why) in cases {
        bench.write(name, &bytes);
        let (exit, said) = bench.fork(name, "fork", &[]);
        assert_eq!(exit, Exit::Usage, "{name}: {said}");
        assert!(said.contains(why), "{name}: {said}");
        assert!(!bench.path("fork").exists(), "{name}");
    }
    assert!(!bench.path("evil.md").exists());
}

#[test]
fn what_a_fork_would_lie_in_or_over_is_refused() {
    let bench = Bench::new();
    for (upstream, to, why) in [
        ("open", "open", "holds a site already"),
        ("open", "open/fork", "lie in each other"),
        ("nowhere", "fork", "there is no"),
        ("open/content", "fork", "holds no `site.toml`"),
    ] {
        let (exit, said) = bench.fork(upstream, to, &[]);
        assert_eq!(exit, Exit::Usage, "{said}");
        assert!(said.contains(why), "{said}");
    }
    let (exit, said) = bench.fork("ext::sh -c touch% x", "fork", &[]);
    assert_eq!(exit, Exit::Usage, "{said}");
    let (_, said) = bench.fork("open", "fork", &["--revision", "--upload-pack=x"]);
    assert!(!bench.path("fork").exists(), "{said}");
}

#[test]
fn a_fork_that_was_killed_half_way_can_be_made_again() {
    let bench = Bench::new();
    bench.write("fork/.waypost-fork/upstream/site.toml", b"half");
    bench.write("fork/upstream/site.toml", b"half");
    let (exit, said) = bench.fork("open", "fork", &[]);
    assert_eq!(exit, Exit::Well, "{said}");
    assert!(!bench.path("fork/.waypost-fork").exists());
    assert_eq!(files(&bench.path("fork/upstream")).len(), SITE.len());
}

#[test]
fn a_site_that_is_all_content_gets_a_folder_for_it_in_the_snapshot() {
    let bench = Bench::new();
    bench.write("bare/site.toml", b"title = \"Bare\"\nlicence = \"MIT\"\n");
    bench.write("bare/levels/staff.md", b"+++\ntitle = \"Staff\"\n+++\n");
    bench.write("bare/static/x.txt", b"x");
    let (exit, said) = bench.fork("bare", "fork", &[]);
    assert_eq!(exit, Exit::Well, "{said}");
    let found = files(&bench.path("fork/upstream"));
    let names: Vec<&str> = found.keys().map(String::as_str).collect();
    assert_eq!(
        names,
        ["content/levels/staff.md", "site.toml", "static/x.txt"]
    );
}

#[test]
fn a_fork_of_a_fork_lies_over_both() {
    let bench = Bench::new();
    assert_eq!(bench.fork("open", "acme", &[]).0, Exit::Well);
    bench.write(
        "acme/content/levels/staff.md",
        b"+++\ntitle = \"Lead\"\n+++\n",
    );
    let (exit, said) = bench.fork("acme", "team", &[]);
    assert_eq!(exit, Exit::Well, "{said}");
    bench.write(
        "team/content/levels/staff.md",
        b"## Scope {append}\nOurs.\n",
    );
    let root = bench.path("team");
    let site = Site::load(Layers::of_folder(&root), &LoadOptions::default());
    assert!(site.diagnostics.is_empty(), "{:?}", site.diagnostics);
    let (_, level) = site.model.levels.iter().next().expect("one level");
    assert_eq!(&*level.common.title, "Lead");
    let text = level.common.body.text(&site.sources);
    assert_eq!(text.trim_end(), "## Scope\nMany teams.\n\nOurs.");
    let mut out = Vec::new();
    let root = root.display().to_string();
    let typed = ["waypost", "upstream", "blame", "staff", "--root", &root];
    assert_eq!(run(typed, &mut out, &mut Vec::new()), Exit::Well);
    let said = String::from_utf8(out).expect("UTF-8");
    for place in [
        "upstream/content/levels/staff.md:2",
        "upstream/upstream/content/levels/staff.md:3",
        "upstream/upstream/content/levels/staff.md:5",
    ] {
        assert!(said.contains(place), "{said}");
    }
}

/// A load with a memory of another state of any layer is the same as a fresh one.
#[test]
fn a_memory_makes_no_difference_where_layers_change() {
    let states: [&[(&str, &str)]; 4] = [
        &[],
        &[("content/levels/staff.md", "## Scope {append}\nOurs.\n")],
        &[(
            "content/levels/staff.md",
            "+++\ntitle = \"Lead\"\n+++\n## Scope\nOurs, see [[x]].\n",
        )],
        &[
            ("content/levels/staff.md", "## Scope {drop}\n"),
            (
                "upstream/content/levels/staff.md",
                "+++\ntitle = \"S\"\n+++\n## Scope\nNew.\n",
            ),
        ],
    ];
    let memory = Memory::default();
    let layers = |state: &[(&str, &str)]| {
        let mut tree = BTreeMap::new();
        for (path, text) in SITE {
            tree.insert(format!("upstream/{path}"), text.as_bytes().to_vec());
        }
        tree.insert("site.toml".to_owned(), b"[upstream]\n".to_vec());
        for (path, text) in state {
            tree.insert((*path).to_owned(), text.as_bytes().to_vec());
        }
        Layers::new(vec![
            Layer::site(Tree::Memory(tree)),
            Layer::default_theme(),
        ])
    };
    let told = |site: &Site| {
        let mut told = Vec::new();
        waypost::diagnostic::Printer::new(waypost::diagnostic::Format::Short, &site.sources)
            .print(&site.diagnostics, &mut told)
            .expect("a buffer");
        for thing in site.model.things() {
            let common = site.common(thing);
            told.extend(common.title.bytes());
            told.extend(common.body.text(&site.sources).bytes());
        }
        String::from_utf8(told).expect("UTF-8")
    };
    for turn in 0..states.len() * states.len() {
        let state = states[(turn * 7 + turn / 4) % states.len()];
        let options = LoadOptions::default();
        let kept = Site::load_with(layers(state), &options, &memory);
        let fresh = Site::load(layers(state), &options);
        assert_eq!(told(&kept), told(&fresh), "turn {turn}");
    }
}
