//! What `docs/comparing.md` shows is what comes.

use std::path::Path;
use std::process::Command;

fn put(folder: &Path, path: &str, text: &str) {
    let path = folder.join(path);
    std::fs::create_dir_all(path.parent().expect("it has one")).expect("it is ours");
    std::fs::write(path, text).expect("it is ours");
}

/// The blocks of the guide: what stands behind the fence, and the text.
fn blocks() -> Vec<(String, String)> {
    let guide = include_str!("../../docs/comparing.md");
    let mut blocks = Vec::new();
    let mut lines = guide.lines();
    while let Some(line) = lines.next() {
        if let Some(info) = line.strip_prefix("```") {
            let body: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
            blocks.push((info.to_owned(), body.join("\n") + "\n"));
        }
    }
    blocks
}

#[test]
fn the_guide_shows_what_comes() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let blocks = blocks();
    for site in ["before", "after", "site"] {
        let at = |path: &str| format!("{site}/{path}");
        put(folder.path(), &at("site.toml"), "title = \"T\"\n");
        for skill in ["System design", "Mentorship"] {
            let id = skill.to_lowercase().replace(' ', "-");
            let text = format!("# {skill}\n");
            put(
                folder.path(),
                &at(&format!("content/skills/{id}.md")),
                &text,
            );
        }
    }
    for (info, text) in &blocks {
        if let Some((_, path)) = info.split_once(" title=") {
            put(folder.path(), path.trim_matches('"'), text);
        }
    }
    let mut typed = 0;
    for pair in blocks.windows(2).filter(|pair| pair[0].0 == "sh") {
        let words = pair[0].1.trim().strip_prefix("waypost ").expect("ours");
        let output = Command::new(env!("CARGO_BIN_EXE_waypost"))
            .args(words.split(' '))
            .current_dir(folder.path())
            .output()
            .expect("it runs");
        assert_eq!(String::from_utf8_lossy(&output.stderr), "", "{words}");
        assert_eq!(
            String::from_utf8_lossy(&output.stdout),
            pair[1].1,
            "{words}"
        );
        typed += 1;
    }
    assert_eq!(typed, 2);
}
