//! An upstream that means harm: it runs nothing, reads and writes nothing outside of its folder, and
//! puts no script into pages and no other host, under the default settings.

use super::{Bench, files};
use html5gum::{DefaultEmitter, Token, Tokenizer};
use std::fs;
use std::path::Path;
use std::process::Command;
use waypost::cli::Exit;

const SETTINGS: &str = r##"
title = "Open</script><script>alert(1)</script>"
licence = "MIT <img src=x onerror=alert(1)> [x](javascript:alert(1))"
attribution = "<script>alert(1)</script>"
description = "x\"><script>alert(1)</script>"
base_url = "https://evil.example/"
edit = "https://evil.example/{path}"
editor = "vscode"
[vars]
company = "Evil</title><script>alert(1)</script>"
link = "[click](javascript:alert(1))"
[areas]
craft = "Craft</style><script>alert(1)</script>"
[theme]
font = "x; } @import url(https://evil.example/y); {"
heading_font = "</style><script>alert(1)</script>"
[headings]
phase.skills = "<script>alert(1)</script>"
[markdown]
html = true
[check]
raw-html = "off"
unsafe-link = "off"
[based_on.x]
name = "N</script><script>alert(1)</script>"
url = "https://ok.example/\"><script>alert(1)</script>"
"##;

const HOME: &str = r##"+++
title = "Home</script><script>alert(1)</script>"
summary = "]]><script>alert(1)</script>"
tags = ["</script><script>alert(1)</script>"]
aka = ["<img src=x onerror=alert(1)>"]
owner = "\"><script>alert(1)</script>"
+++
<script>alert(1)</script> <b onclick="alert(1)">x</b>

[[guide/x|<img src=x onerror=alert(1)>]] [[var:link]] [[var:company]]

```"><script>alert(1)</script>
code </script>
```

| a | b |
|---|---|
| <script>alert(1)</script> | `</script>` |

# H {#" onload=alert(1)}

Text with [^n], <https://ok.example/"onclick="alert(1)>.

[^n]: <svg onload=alert(1)>
"##;

/// What a page would run or fetch of itself.
fn active(page: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut emitter = DefaultEmitter::<()>::default();
    emitter.naively_switch_states(true);
    for token in Tokenizer::new_with_emitter(page, emitter) {
        let Ok(Token::StartTag(tag)) = token else {
            continue;
        };
        let name = String::from_utf8_lossy(&tag.name).into_owned();
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).trim().to_ascii_lowercase();
        let all: Vec<(String, String)> = tag
            .attributes
            .iter()
            .map(|(name, value)| (text(name), text(value)))
            .collect();
        let value = |wanted: &str| all.iter().find(|it| it.0 == wanted).map(|it| it.1.as_str());
        let is_data = value("type") == Some("application/ld+json");
        if name == "style" || (name == "script" && value("src").is_none() && !is_data) {
            found.push(format!("<{name}> {all:?}"));
        }
        for (key, said) in &all {
            let is_script = ["javascript:", "vbscript:", "data:text"]
                .iter()
                .any(|scheme| said.starts_with(scheme));
            let is_fetched = matches!(key.as_str(), "src" | "srcset" | "poster" | "data")
                || (name == "link" && key == "href" && value("rel") != Some("canonical"));
            let is_elsewhere = said.starts_with("//") || said.contains("://");
            if key.starts_with("on")
                || key == "style"
                || is_script
                || (is_fetched && is_elsewhere)
                || matches!(name.as_str(), "iframe" | "object" | "embed" | "base")
            {
                found.push(format!("<{name} {key}={said}>"));
            }
        }
    }
    found
}

#[test]
fn nothing_that_an_untrusted_upstream_writes_runs_in_a_page_or_asks_another_host() {
    let bench = Bench::new();
    bench.write("open/site.toml", SETTINGS.as_bytes());
    bench.write("open/content/index.md", HOME.as_bytes());
    bench.write(
        "open/content/guide/x.md",
        b"+++\ntitle = \"X <script>alert(1)</script>\"\nwas = [\"a\\\"><script>\"]\nextra.x = \"<script>\"\n+++\n# One <script>alert(1)</script>\n\n## Two \" onclick=x\n\n## Three\n",
    );
    bench.write(
        "open/words/en.toml",
        b"home = \"<script>alert(1)</script>\"\noverview = \"\\\"><img src=x onerror=alert(1)>\"\n[nav]\npage = \"<script>alert(1)</script>\"\n",
    );
    for name in [
        "x.html",
        "x.htm",
        "x.xhtml",
        "x.shtml",
        "x.js",
        "x.mjs",
        "x.wasm",
        "x.xml",
        "x.xsl",
        "x.json",
        "x.svgz",
        "x.php",
        "x.webmanifest",
        ".htaccess",
        "_headers",
        "_redirects",
        "CNAME",
        "noext",
        "robots.txt",
        ".well-known/security.txt",
        "theme/waypost.css",
        "theme/waypost.js",
        "theme/search.js",
        "theme/mark.svg",
        "feed.xml",
        "model.json",
    ] {
        bench.write(&format!("open/static/{name}"), b"evil");
    }
    for (name, text) in [
        ("a", "<a xlink:href=\"javascript:alert(1)\"/>"),
        (
            "b",
            "<animate attributeName=\"href\" values=\"java&#115;cript:alert(1)\"/>",
        ),
        ("c", "<g ONLOAD=alert(1) />"),
        ("d", "<style>@import url(x)</style><script/>"),
    ] {
        let drawing = format!("<svg xmlns=\"http://www.w3.org/2000/svg\">{text}</svg>");
        bench.write(&format!("open/static/{name}.svg"), drawing.as_bytes());
    }
    let (exit, said) = bench.fork("open", "acme", &[]);
    assert_eq!(exit, Exit::Well, "{said}");
    let (exit, said) = bench.inside("acme", &["build", "-q"]);
    assert_eq!(exit, Exit::Well, "{said}");
    let mut pages = 0;
    for (path, bytes) in files(&bench.path("acme/public")) {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        assert_ne!(text, "evil", "{path}");
        if path.ends_with(".html") {
            assert_eq!(active(&text), Vec::<String>::new(), "{path}");
            pages += 1;
        }
        if path.ends_with(".css") {
            assert!(
                !text.contains("evil.example") && !text.contains("</"),
                "{path}"
            );
        }
        assert!(!path.ends_with(".svg") || path.contains("theme/"), "{path}");
    }
    assert!(pages > 4);
    // Addresses that would run something are errors, and nothing is published.
    for address in [
        "javascript:alert(1)",
        "JaVaScRiPt&#58;alert(1)",
        "java\\&Tab;script:alert(1)",
        "vbscript:x",
        "data:text/html;base64,PHNjcmlwdD4=",
    ] {
        bench.write(
            "acme/upstream/content/guide/x.md",
            format!("# X\n\n[x]({address})\n").as_bytes(),
        );
        let (exit, said) = bench.inside("acme", &["check", "--format", "short"]);
        let is_told = said.contains("unsafe-link") || said.contains("broken-link");
        assert!(exit == Exit::Content && is_told, "{address}: {said}");
    }
}

fn git(folder: &Path, arguments: &[&str]) {
    let done = Command::new("git")
        .current_dir(folder)
        .args(["-c", "user.name=A", "-c", "user.email=a@example.org"])
        .args(arguments)
        .output()
        .expect("git is there");
    let said = String::from_utf8_lossy(&done.stderr);
    assert!(done.status.success(), "{arguments:?}: {said}");
}

/// A repository whose own settings name programs for whatever git may ask for.
fn armed(bench: &Bench) -> String {
    let open = bench.path("open");
    let pwned = bench.path("pwned").display().to_string();
    bench.write("open/.gitattributes", b"* filter=evil diff=evil\n");
    git(&open, &["init", "--quiet", "--initial-branch=main"]);
    git(&open, &["add", "--all"]);
    git(&open, &["commit", "--quiet", "-m", "One"]);
    // A submodule that is nowhere.
    let head = Command::new("git")
        .current_dir(&open)
        .args(["rev-parse", "HEAD"])
        .output()
        .expect("git is there");
    let head = String::from_utf8_lossy(&head.stdout).trim().to_owned();
    let module = format!("160000,{head},content/module");
    git(&open, &["update-index", "--add", "--cacheinfo", &module]);
    git(&open, &["commit", "--quiet", "-m", "Two"]);
    bench.write(
        "evil.sh",
        format!("#!/bin/sh\necho \"$0 $*\" >> {pwned}\n").as_bytes(),
    );
    let evil = bench.path("evil.sh");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(&evil, fs::Permissions::from_mode(0o755)).expect("set");
        fs::create_dir_all(open.join(".git/hooks")).expect("made");
        for hook in [
            "post-checkout",
            "pre-auto-gc",
            "reference-transaction",
            "post-index-change",
        ] {
            fs::copy(&evil, open.join(".git/hooks").join(hook)).expect("copied");
        }
    }
    let evil = evil.display().to_string();
    for key in [
        "core.fsmonitor",
        "core.pager",
        "core.sshCommand",
        "core.editor",
        "core.alternateRefsCommand",
        "core.gitProxy",
        "diff.external",
        "diff.evil.textconv",
        "diff.evil.command",
        "filter.evil.smudge",
        "filter.evil.clean",
        "gpg.program",
        "uploadpack.packObjectsHook",
        "credential.helper",
        "remote.origin.uploadpack",
        "pager.log",
        "pager.ls-tree",
    ] {
        git(&open, &["config", key, &evil]);
    }
    for (key, value) in [
        ("log.showSignature", "true"),
        ("extensions.partialClone", "origin"),
        ("remote.origin.url", "ext::sh -c evil"),
        ("remote.origin.promisor", "true"),
        ("protocol.ext.allow", "always"),
    ] {
        git(&open, &["config", key, value]);
    }
    pwned
}

#[test]
fn a_hostile_repository_runs_nothing() {
    let bench = Bench::new();
    let pwned = armed(&bench);
    // By its own settings git would run some of it.
    let (exit, said) = bench.fork("open", "acme", &["--revision", "main"]);
    assert_eq!(exit, Exit::Well, "{said}");
    let taken = files(&bench.path("acme/upstream"));
    assert!(!taken.keys().any(|path| path.contains("module")));
    let address = format!("file://{}", bench.path("open").display());
    let (exit, said) = bench.inside(
        "acme",
        &["upstream", "update", &address, "--revision", "main"],
    );
    assert!(
        exit == Exit::Well || said.contains("git didn't fetch"),
        "{said}"
    );
    // The repository as a site of one's own: its history is asked for.
    let (exit, said) = bench.inside("open", &["build", "-q"]);
    assert_eq!(exit, Exit::Well, "{said}");
    let ran = fs::read_to_string(&pwned).unwrap_or_default();
    assert_eq!(ran, "");
}

#[test]
fn what_git_would_take_for_an_option_or_a_program_is_refused() {
    let bench = Bench::new();
    let pwned = armed(&bench);
    let (exit, said) = bench.fork("open", "acme", &["--revision", "main"]);
    assert_eq!(exit, Exit::Well, "{said}");
    let before = files(&bench.path("acme"));
    let here = bench.path("open").display().to_string();
    let address = format!("file://{here}");
    let touch = format!("touch {pwned}");
    for (source, revision) in [
        (here.as_str(), "--upload-pack=touch pwned"),
        (&here, "-c"),
        (&here, "main:content"),
        (&here, "main\n--exec=x"),
        (&here, ""),
        (&address, "--upload-pack=touch pwned"),
        (&address, "main:refs/heads/x"),
        (&address, "+main"),
        (&format!("ext::sh -c {touch}"), "main"),
        (&format!("--upload-pack={touch}"), "main"),
        (&format!("ssh://-oProxyCommand={touch}/x"), "main"),
        (&format!("-oProxyCommand={touch}@host:x"), "main"),
        ("fd::17", "main"),
        ("transport::x", "main"),
    ] {
        let revision = format!("--revision={revision}");
        let words = ["upstream", "update", &revision, "--", source];
        let (exit, said) = bench.inside("acme", &words);
        assert!(
            !matches!(exit, Exit::Well | Exit::Drift),
            "{source} {revision}: {said}"
        );
        assert_eq!(files(&bench.path("acme")), before, "{source} {revision}");
    }
    assert_eq!(fs::read_to_string(pwned).unwrap_or_default(), "");
}

#[cfg(unix)]
#[test]
fn nothing_is_read_or_taken_away_through_a_folder_that_somebody_else_left() {
    use std::os::unix::fs::symlink;
    let bench = Bench::new();
    let (exit, said) = bench.fork("open", "acme", &[]);
    assert_eq!(exit, Exit::Well, "{said}");
    bench.write("secret/passwords.md", b"# The secret\n");
    let secret = bench.path("secret");
    let is_whole =
        || fs::read(secret.join("passwords.md")).expect("it is there") == b"# The secret\n";

    // A list of files that wait, one of them a link that leads out.
    bench.write(
        "acme/.waypost-upstream/files",
        b"0 content/guide/new.md\n1 out/x.md\n2 ../up.md\n- out/passwords.md\n",
    );
    symlink(
        secret.join("passwords.md"),
        bench.path("acme/.waypost-upstream/0"),
    )
    .expect("a link");
    bench.write("acme/.waypost-upstream/1", b"# One\n");
    bench.write("acme/.waypost-upstream/2", b"# Two\n");
    symlink(&secret, bench.path("acme/out")).expect("a link");
    let (_, said) = bench.inside("acme", &["build", "-q"]);
    for (path, bytes) in files(&bench.path("acme/public")) {
        assert!(
            !String::from_utf8_lossy(&bytes).contains("The secret"),
            "{path}: {said}"
        );
    }
    bench.inside("acme", &["upstream", "merge"]);
    assert!(is_whole());
    assert!(!secret.join("x.md").exists() && !bench.path("up.md").exists());

    // The folder itself a link.
    let _ = fs::remove_dir_all(bench.path("acme/.waypost-upstream"));
    symlink(&secret, bench.path("acme/.waypost-upstream")).expect("a link");
    let (exit, said) = bench.inside("acme", &["upstream", "merge"]);
    assert_eq!(exit, Exit::Usage, "{said}");
    assert!(is_whole());
    fs::remove_file(bench.path("acme/.waypost-upstream")).expect("a link");

    // A lock that is a link, or a pipe that never ends.
    symlink(secret.join("passwords.md"), bench.path("acme/waypost.lock")).expect("a link");
    let (exit, said) = bench.inside("acme", &["upstream", "status"]);
    assert!(exit == Exit::Usage && !said.contains("secret"), "{said}");
    fs::remove_file(bench.path("acme/waypost.lock")).expect("a link");
    let made = Command::new("mkfifo")
        .arg(bench.path("acme/waypost.lock"))
        .status();
    if made.is_ok_and(|status| status.success()) {
        let (exit, said) = bench.inside("acme", &["upstream", "status"]);
        assert_eq!(exit, Exit::Usage, "{said}");
    }
}

#[test]
fn a_lock_that_says_anything_at_all_leads_nowhere() {
    let bench = Bench::new();
    let (exit, said) = bench.fork("open", "acme", &[]);
    assert_eq!(exit, Exit::Well, "{said}");
    bench.write(
        "acme/content/levels/staff.md",
        b"+++\nsummary = \"Ours\"\n+++\n\n## Scope\n\nOurs.\n",
    );
    let names = [
        "../../etc/passwd",
        "page:../../../etc/passwd",
        "level:staff",
        "level:",
        ":",
        "",
        "nothing:x",
        "site.toml",
        "/etc/passwd",
        "upstream/site.toml",
        "words/../../x",
    ];
    let parts = [
        "the file",
        "summary",
        "## scope",
        "{#x}",
        "the opening",
        "",
        "../x",
        "## ",
        "{#}",
        "requires.",
        ".",
        "title",
    ];
    let mut lock = "version = 1\n".to_owned();
    for of in names {
        for part in parts {
            lock.push_str(&format!(
                "[[override]]\nof = \"{of}\"\npart = \"{part}\"\nbased_on = '''\n<<<<<<< x\n</script>\n'''\n"
            ));
        }
    }
    bench.write("acme/waypost.lock", lock.as_bytes());
    let outside = || {
        let mut all = files(&bench.path(""));
        all.retain(|path, _| !path.starts_with("acme/"));
        all
    };
    let before = outside();
    for words in [
        ["upstream", "status"].as_slice(),
        &["upstream", "status", "--as", "html"],
        &["upstream", "merge"],
        &["upstream", "merge", "--keep"],
        &["upstream", "contribute", "level:staff"],
        &["upstream", "update"],
        &["check"],
    ] {
        let (exit, said) = bench.inside("acme", words);
        assert!(!matches!(exit, Exit::Machine), "{words:?}: {said}");
        assert!(
            !said.contains("</script>\n") || words.len() < 4,
            "{words:?}: {said}"
        );
    }
    assert_eq!(outside(), before);
}
