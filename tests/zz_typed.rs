mod site;
#[test]
fn explore() {
    let text = std::fs::read_to_string(std::env::var("IN").unwrap()).unwrap();
    let s = site::site_of([
        ("site.toml".to_string(), "title='T'\nvars.company='A & B'\n".to_string()),
        ("templates/level.html".into(), "{{ level.opening }}{% for cell in level.cells %}{% for s in cell.statements %}<li>{{ s.html }}\n{% for n in s.notes %}  NOTE {{ n.html }} {% for m in n.notes %}    SUB {{ m.html }}\n{% endfor %}AFTER {{ n.after }}\n{% endfor %}</li>\n{% endfor %}{% endfor %}{% for x in level.sections %}<h2>{{ x.title }}</h2>{{ x.html }}{% endfor %}".into()),
        ("content/skills/system-design.md".into(), "+++\ntitle='System design'\n+++\n".into()),
        ("content/levels/staff.md".into(), format!("+++\ntitle='Staff'\nsummary=\"One *x*\\n\\n- two\\n- three [^a] <div>\"\n+++\n{text}")),
    ]);
    println!("---\n{}", site::page(&s, "levels/staff/index.html"));
    for d in &s.diagnostics {
        println!("!! {:?} {}", d.code.name(), d.message);
    }
}
