mod site;
#[test]
fn explore() {
    let file = std::env::var("IN").unwrap();
    let text = std::fs::read_to_string(file).unwrap();
    let html = std::env::var("HTML").is_ok();
    for (n, text) in text.split("\n@@\n").enumerate() {
        let s = site::site_of([
            (
                "site.toml".to_string(),
                format!(
                    "title='T'\nvars.company='A & B'\nvars.forum='https://forum.example.com/x'\nvars.snake_case='snake'\n{}",
                    if html { "markdown.html=true\n" } else { "" }
                ),
            ),
            ("templates/page.html".into(), "{{ text.html }}".into()),
            (
                "content/skills/system-design.md".into(),
                "+++\ntitle='System design'\n+++\n".into(),
            ),
            (
                "content/levels/staff.md".into(),
                "+++\ntitle='Staff'\n+++\n".into(),
            ),
            (
                "content/packets/staff.md".into(),
                "+++\ntitle='Staff packet'\n+++\n".into(),
            ),
            ("content/guide/with space.md".into(), "Hello\n".into()),
            ("content/guide/README.md".into(), "# Readme\n".into()),
            ("static/pic.png".into(), "x".into()),
            ("content/guide/near.png".into(), "x".into()),
            (
                "content/guide/p.md".into(),
                format!("+++\ntitle='P'\n+++\n{text}"),
            ),
        ]);
        println!(
            "=== {n}\n{text}\n--- \n{}",
            site::page(&s, "guide/p/index.html")
        );
        for d in &s.diagnostics {
            println!(
                "!! {:?} {} {:?}",
                d.code.name(),
                d.message,
                d.span().map(|s2| {
                    let src = &s.sources.get(s2.source);
                    (src.path.to_string(), src.text[s2.range()].to_string())
                })
            );
        }
    }
}
