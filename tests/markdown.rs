//! What authors write in Markdown, as it stands in the pages.

mod site;

use site::{page, site_of, site_with};
use std::sync::Arc;
use waypost::site::{LoadOptions, Site};

/// A site with a few things to refer to. Templates show the bare text.
fn files(text: &str) -> Vec<(String, String)> {
    let level = "\
{% macro items(list) %}<ul>{% for item in list %}<li>{{ item.html }}\
{% if item.notes %}{{ items(item.notes) }}{% endif %}{{ item.after }}</li>{% endfor %}</ul>{% endmacro %}\
{{ level.opening }}{% for cell in level.cells %}{{ items(cell.statements) }}{% endfor %}\
{% for part in level.sections %}<h2>{{ part.title }}</h2>{{ part.html }}{% endfor %}";
    let files = [
        ("templates/page.html", "{{ text.html }}"),
        ("templates/level.html", level),
        (
            "site.toml",
            "title = \"T\"\n[vars]\ncompany = \"A & B\"\nforum = \"https://forum.example.com\"\nsnake_case = \"snake\"\n",
        ),
        (
            "content/skills/system-design.md",
            "+++\ntitle = \"System design\"\n+++\n",
        ),
        ("content/levels/staff.md", "+++\ntitle = \"Staff\"\n+++\n"),
        ("content/packets/staff.md", "+++\ntitle = \"Packet\"\n+++\n"),
        ("content/guide/with space.md", "Text\n"),
        ("content/guide/README.md", "# Read me\n"),
        ("content/guide/near.png", "picture"),
        ("content/guide/notes.txt", "private"),
        ("static/far.png", "picture"),
    ];
    let files = files.map(|(path, text)| (path.to_owned(), text.to_owned()));
    let page = (
        "content/guide/page.md".to_owned(),
        format!("+++\ntitle = \"Page\"\n+++\n{text}"),
    );
    files.into_iter().chain([page]).collect()
}

fn site_saying(text: &str) -> Arc<Site> {
    site_of(files(text))
}

fn html(text: &str) -> String {
    page(&site_saying(text), "guide/page/index.html")
}

fn html_with(settings: &str, text: &str) -> String {
    let mut files = files(text);
    files[2].1.insert_str(0, settings);
    page(&site_of(files), "guide/page/index.html")
}

/// The page of a level with this text.
fn level(text: &str) -> String {
    let mut files = files("");
    files.retain(|(path, _)| path != "content/levels/staff.md");
    files.push((
        "content/levels/staff.md".to_owned(),
        format!("+++\ntitle = \"Staff\"\n+++\n{text}"),
    ));
    page(&site_of(files), "levels/staff/index.html")
}

/// Codes, messages and places of what is said of the page.
fn findings(site: &Site) -> Vec<String> {
    site.diagnostics
        .iter()
        .filter(|finding| {
            finding
                .span()
                .is_some_and(|span| &*site.sources.get(span.source).path == "content/guide/page.md")
        })
        .map(|finding| {
            let span = finding.span().expect("a place");
            let text = &site.sources.get(span.source).text[span.range()];
            format!("[{}] {} ({text})", finding.code.name(), finding.message)
        })
        .collect()
}

fn said(text: &str) -> Vec<String> {
    findings(&site_saying(text))
}

#[track_caller]
fn shows(text: &str, expected: &str) {
    let html = html(text);
    assert!(html.contains(expected), "{expected}\nisn't in\n{html}");
}

const DESIGN: &str = "<a href=\"../../skills/system-design/index.html\">";

#[test]
fn references_become_links_with_the_title_of_what_they_name() {
    shows("[[system-design]]", &format!("{DESIGN}System design</a>"));
    shows(
        "[[skill:system-design]]",
        &format!("{DESIGN}System design</a>"),
    );
    shows(
        "[[system-design|the *art*]]",
        &format!("{DESIGN}the <em>art</em></a>"),
    );
    shows(
        "[[system-design#expert]]",
        "<a href=\"../../skills/system-design/index.html#expert\">System design</a>",
    );
    shows(
        "[[path:principal-engineer?]]",
        "<span class=\"planned\">Principal engineer</span>",
    );
    shows(
        "## On [[system-design]]",
        &format!("<h2 id=\"on-system-design\">On {DESIGN}System design</a>"),
    );
    shows(
        "|a|\n|-|\n|[[system-design\\|art]]|",
        &format!("<td>{DESIGN}art</a></td>"),
    );
    shows("`[[system-design]]`", "<code>[[system-design]]</code>");
    shows("    [[system-design]]", "<code>[[system-design]]</code>");
}

#[test]
fn references_that_lead_nowhere_are_words_and_are_reported() {
    shows("[[desing]]", "<p>desing</p>");
    assert_eq!(
        said("[[desing]] [[staff]] [[var:compny]] `[[nothing]]`"),
        [
            "[unknown-id] nothing is called `desing` ([[desing]])",
            "[ambiguous-id] `staff` is the id of several things ([[staff]])",
            "[unknown-var] `[vars]` has no word `compny` ([[var:compny]])",
        ]
    );
}

#[test]
fn variables_stand_wherever_words_do_and_nowhere_in_code() {
    shows("[[var:company]]!", "<p>A &amp; B!</p>");
    shows("**[[var:company]]**", "<strong>A &amp; B</strong>");
    shows("[[var:snake_case]]", "<p>snake</p>");
    shows("# [[var:company]]", "id=\"varcompany\">A &amp; B<");
    shows("|a|\n|-|\n|[[var:company]]|", "<td>A &amp; B</td>");
    shows(
        "[ask [[var:company]]]([[var:forum]]/x)",
        "<a href=\"https://forum.example.com/x\">ask A &amp; B</a>",
    );
    shows(
        "![mark of [[var:company]]]([[var:forum]]/x.png \"of [[var:company]]\")",
        "<img src=\"https://forum.example.com/x.png\" alt=\"mark of A &amp; B\" title=\"of A &amp; B\"",
    );
    shows(
        "<https://[[var:snake_case]].example>",
        "<a href=\"https://snake.example\">https://snake.example</a>",
    );
    shows(
        "[a]\n\n[a]: [[var:forum]]",
        "<a href=\"https://forum.example.com\">a</a>",
    );
    shows("`[[var:company]]`", "<code>[[var:company]]</code>");
    shows(
        "```\n[[var:company]]\n```",
        "<code>[[var:company]]\n</code>",
    );
    shows("\\[[var:company]]", "<p>[[var:company]]</p>");
}

#[test]
fn links_between_files_become_links_between_pages() {
    let site = site_saying(
        "[a](with%20space.md#b) [c](<with space.md>) [d](../levels/staff.md) [e](README.md) \
         [f](./) [g](../skills/) [h](page.md#i) [j](#k) [l](/far.png) [m](../../static/far.png)",
    );
    let html = page(&site, "guide/page/index.html");
    let mut rest = html.as_str();
    for address in [
        "../../guide/with-space/index.html#b",
        "../../guide/with-space/index.html",
        "../../levels/staff/index.html",
        "../../guide/readme/index.html",
        "../../guide/readme/index.html",
        "../../skills/index.html",
        "../../guide/page/index.html#i",
        "#k",
        "../../far.png",
        "../../far.png",
    ] {
        let link = format!("<a href=\"{address}\">");
        let at = rest
            .find(&link)
            .unwrap_or_else(|| panic!("{link} in {rest}"));
        rest = &rest[at + link.len()..];
    }
}

#[test]
fn a_file_beside_a_page_is_published_when_the_page_uses_it() {
    let site = site_saying("![A picture](near.png \"Near\")");
    assert_eq!(
        page(&site, "guide/page/index.html").trim(),
        "<p><img src=\"../../guide/near.png\" alt=\"A picture\" title=\"Near\" loading=\"lazy\"></p>"
    );
    assert_eq!(page(&site, "guide/near.png"), "picture");
    assert!(site.routes.get("guide/notes.txt").is_none());
}

#[test]
fn a_picture_without_a_description_is_reported() {
    assert_eq!(
        said("![](near.png) ![What it shows](near.png) ![[near.png]] ![[near.png|Shown]]"),
        [
            "[missing-alt] this picture has no description (![](near.png))",
            "[missing-alt] this picture has no description (![[near.png]])",
        ]
    );
}

#[test]
fn addresses_that_stand_in_the_text_are_links() {
    shows(
        "See https://a.example/b_c_d?e=1&f=2, (https://g.example/h(i)).",
        "See <a href=\"https://a.example/b_c_d?e=1&amp;f=2\">https://a.example/b_c_d?e=1&amp;f=2</a>, \
         (<a href=\"https://g.example/h(i)\">https://g.example/h(i)</a>).",
    );
    shows("[https://a.example](b.md)", ">https://a.example</a>");
    shows(
        "<https://a.example> <a@b.example>",
        "<a href=\"mailto:a@b.example\">a@b.example</a>",
    );
    shows("`https://a.example`", "<code>https://a.example</code>");
}

#[test]
fn scripts_in_addresses_are_left_out_and_reported() {
    for address in [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java&#10;script:alert(1)",
        "&#x6A;avascript:alert(1)",
        "data:text/html,x",
        "vbscript:x",
    ] {
        let text = format!("[a]({address}) ![b]({address})");
        assert_eq!(html(&text).trim(), "<p>a b</p>", "{address}");
        assert_eq!(said(&text).len(), 2, "{address}");
    }
    shows(
        "[a](javascript%3Aalert(1))",
        "<a href=\"../../guide/javascript%3Aalert(1)\">",
    );
}

#[test]
fn tables_scroll_and_are_aligned_by_classes() {
    let html = html("|a|b|c|d|\n|-|:-|:-:|-:|\n|1|`x\\|y`|3|\n");
    assert_eq!(
        html,
        "<div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"Table 1\"><table>\n\
         <thead><tr><th scope=\"col\">a</th><th scope=\"col\" class=\"align-left\">b</th>\
         <th scope=\"col\" class=\"align-center\">c</th><th scope=\"col\" class=\"align-right\">d</th></tr></thead>\n\
         <tbody>\n<tr><td>1</td><td class=\"align-left\"><code>x|y</code></td>\
         <td class=\"align-center\">3</td><td class=\"align-right\"></td></tr>\n</tbody></table></div>\n"
    );
}

#[test]
fn tasks_have_a_box_that_says_what_it_is() {
    let html = html("- [ ] open\n- [x] done\n\n  more\n- none\n");
    assert_eq!(
        html,
        "<ul>\n<li class=\"task\"><input type=\"checkbox\" disabled aria-label=\"to do\">\n<p>open</p>\n</li>\n\
         <li class=\"task\"><input type=\"checkbox\" disabled checked aria-label=\"done\">\n<p>done</p>\n<p>more</p>\n</li>\n\
         <li>\n<p>none</p>\n</li>\n</ul>\n"
    );
    shows(
        "1. [X] tight",
        "<li class=\"task\"><input type=\"checkbox\" disabled checked aria-label=\"done\"> tight</li>",
    );
}

#[test]
fn the_five_alerts_have_names() {
    for (name, title) in [
        ("note", "Note"),
        ("tip", "Tip"),
        ("important", "Important"),
        ("warning", "Warning"),
        ("caution", "Caution"),
    ] {
        shows(
            &format!("> [!{}]\n> Text\n", name.to_uppercase()),
            &format!(
                "<div class=\"alert alert--{name}\" role=\"note\">\n<p class=\"alert__name\">{title}</p>\n<p>Text</p>\n</div>"
            ),
        );
    }
    shows("> [!OTHER]\n> Text", "<blockquote>");
}

#[test]
fn terms_have_definitions() {
    shows(
        "Term\n: One\n: Two\n",
        "<dl>\n<dt>Term</dt>\n<dd>One</dd>\n<dd>Two</dd>\n</dl>",
    );
}

#[test]
fn words_can_be_struck_out_and_lines_broken() {
    shows("~~a~~ ~b~", "<del>a</del> <del>b</del>");
    shows("a  \nb\\\nc", "a<br>\nb<br>\nc");
}

#[test]
fn footnotes_are_numbered_as_they_are_used_and_lead_back() {
    let html = html(
        "a[^x] b[^y] c[^x]\n\n[^y]: Why [^z]\n[^x]: Ex\n\n    More\n\n[^z]: Zed\n[^w]: Unused\n",
    );
    let expected = "\
<p>a<sup class=\"footnote-ref\"><a href=\"#wp-fn-1\" id=\"wp-fnref-1\" aria-label=\"Footnote 1\">1</a></sup> \
b<sup class=\"footnote-ref\"><a href=\"#wp-fn-2\" id=\"wp-fnref-2\" aria-label=\"Footnote 2\">2</a></sup> \
c<sup class=\"footnote-ref\"><a href=\"#wp-fn-1\" id=\"wp-fnref-1_2\" aria-label=\"Footnote 1\">1</a></sup></p>
<div class=\"footnotes\" role=\"group\" aria-label=\"Footnotes\"><ol>
<li id=\"wp-fn-1\">
<p>Ex</p>
<p>More <a class=\"footnote-back\" href=\"#wp-fnref-1\" aria-label=\"Back to the text, from footnote 1\">\u{21A9}\u{FE0E}</a> \
<a class=\"footnote-back\" href=\"#wp-fnref-1_2\" aria-label=\"Back to the text, from footnote 1 (2)\">\u{21A9}\u{FE0E}</a></p>
</li>
<li id=\"wp-fn-2\">
<p>Why <sup class=\"footnote-ref\"><a href=\"#wp-fn-2_n3\" id=\"wp-fn-2_ref1\" aria-label=\"Footnote 3\">3</a></sup> \
<a class=\"footnote-back\" href=\"#wp-fnref-2\" aria-label=\"Back to the text, from footnote 2\">\u{21A9}\u{FE0E}</a></p>
</li>
<li id=\"wp-fn-2_n3\">
<p>Zed <a class=\"footnote-back\" href=\"#wp-fn-2_ref1\" aria-label=\"Back to the text, from footnote 3\">\u{21A9}\u{FE0E}</a></p>
</li>
</ol></div>
";
    assert_eq!(html, expected);
    shows("a[^nowhere]", "<p>a[^nowhere]</p>");
}

#[test]
fn every_part_of_a_page_has_its_footnotes_and_links_from_elsewhere() {
    let html = level(
        "Opening[^a] [site].\n\n## [[system-design]]\n\n- One[^b]\n- Two[^a]\n\n## Else[^a]\n\nText[^b] [site]\n\n\
         [site]: https://site.example \"Site\"\n\n[^a]: Ay [site]\n[^b]: Bee\n",
    );
    for expected in [
        "<p>Opening<sup class=\"footnote-ref\"><a href=\"#wp-fn-level-staff-1\" id=\"wp-fnref-level-staff-1\"",
        "<li id=\"wp-fn-level-staff-1\">\n<p>Ay <a href=\"https://site.example\" title=\"Site\">site</a>",
        "<li>One<sup class=\"footnote-ref\"><a href=\"#wp-fn-level-staff-2\"",
        "<li id=\"wp-fn-level-staff-2\" value=\"2\">\n<p>Bee ",
        "<li>Two<sup class=\"footnote-ref\"><a href=\"#wp-fn-level-staff-1_2\"",
        "<h2>Else<sup class=\"footnote-ref\"><a href=\"#wp-fn-level-staff-1_3\"",
        "<li id=\"wp-fn-level-staff-1_3\">",
        "Text<sup class=\"footnote-ref\"><a href=\"#wp-fn-level-staff-2_2\"",
    ] {
        assert!(html.contains(expected), "{expected}\nisn't in\n{html}");
    }
    let mut ids: Vec<&str> = html
        .split(" id=\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .collect();
    let count = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), count, "{html}");
}

#[test]
fn statements_may_hold_any_block() {
    let html = level(
        "## [[system-design]]\n\n- Plain {#pin}\n- Numbered\n  1. one\n     - deep\n  2. two\n- Code\n\n  ```rust\n  fn main() {\n      x();\n  }\n  ```\n\
         - Table\n\n  | a |\n  |---|\n  | b |\n- Notes {#other}\n  - note\n    - below\n\n      para\n\n    rest\n\n  tail\n-\ttab\n\n\t\tcode\n- [x] task\n\n  more\n",
    );
    for expected in [
        "<li>Plain</li>",
        "<ol>\n<li>one\n<ul>\n<li>deep</li>\n</ul>\n</li>\n<li>two</li>\n</ol>",
        "<code class=\"language-rust\"><span class=\"hl-k\">fn </span>",
        "<table>\n<thead><tr><th scope=\"col\">a</th></tr></thead>\n<tbody>\n<tr><td>b</td></tr>\n</tbody></table>",
        "<li>Notes<ul><li>note<ul><li><p>below</p>\n<p>para</p>\n</li></ul>rest</li></ul>tail</li>",
        "<p>tab</p>\n<div class=\"code\"><pre tabindex=\"0\" role=\"group\" aria-label=\"Code\"><code>code</code>",
        "<p>task</p>\n<p>more</p>",
    ] {
        assert!(html.contains(expected), "{expected}\nisn't in\n{html}");
    }
}

/// A backslash is no part of what a parser tells of a text that begins with it.
#[test]
fn statements_may_begin_with_a_mark_that_is_none() {
    let shown = level(
        "## [[system-design]]\n\n- \\> one\n- \\* two\n- \\# three\n- \\`\\`x\n- \\\\*four*\n",
    );
    for words in ["&gt; one", "* two", "# three", "``x", "\\<em>four</em>"] {
        assert!(
            shown.contains(&format!("<li>{words}</li>")),
            "{words}: {shown}"
        );
    }
}

#[test]
fn headings_have_the_ids_that_code_hosts_give_them() {
    for (heading, id) in [
        ("Hello, World!", "hello-world"),
        ("C++ & C#", "c--c"),
        ("`code` and *more*", "code-and-more"),
        ("snake_case - dash", "snake_case---dash"),
        ("日本語 ✨ Ünï", "日本語--ünï"),
        ("Ⅳ ½ x²", "ⅳ--x"),
        ("ΟΔΟΣ", "οδος"),
        ("wp-main", "h-wp-main"),
        ("✨", "section"),
        ("__proto__ constructor", "proto-constructor"),
        ("A {#Given .cls .b;d onclick=x}", "Given"),
        ("A {#wp-main}", "h-wp-main"),
    ] {
        let html = html(&format!("## {heading}"));
        assert!(
            html.contains(&format!("<h2 id=\"{id}\"")),
            "{heading}: {html}"
        );
        assert!(!html.contains("onclick"), "{html}");
    }
    let html = html("## A\n\n## A\n\n## A-1\n\n## A\n");
    for id in ["a", "a-1", "a-1-1", "a-2"] {
        assert!(html.contains(&format!("<h2 id=\"{id}\">A")), "{id} {html}");
    }
    shows("## A {.one .two}", "<h2 id=\"a\" class=\"one two\">A<");
    shows(
        "## A *b*",
        "<a class=\"anchor\" href=\"#a-b\" aria-label=\"Link to A b\">#</a></h2>",
    );
    assert_eq!(said("## A {#x}\n\n## B {#x}\n").len(), 1);
}

#[test]
fn code_is_coloured_named_and_safe() {
    shows(
        "```toml\na = 1 # b\n```",
        "<div class=\"code\"><pre tabindex=\"0\" role=\"group\" aria-label=\"Code, TOML\"><code class=\"language-toml\">",
    );
    for (info, class) in [
        ("rust,ignore", "rust"),
        ("{.rust .x}", "rust"),
        ("rs title=\"x\"", "rs"),
    ] {
        let html = html(&format!("~~~ {info}\nfn x() {{}}\n~~~"));
        assert!(html.contains("aria-label=\"Code, Rust\""), "{html}");
        assert!(html.contains(&format!("language-{class}\"")), "{html}");
        assert!(html.contains("<span class=\"hl-k\">fn"), "{html}");
    }
    shows(
        "```nonsense\n<b>\n```",
        "aria-label=\"Code, nonsense\"><code class=\"language-nonsense\">&lt;b&gt;\n</code></pre></div>",
    );
    shows(
        "```\"><script>\nx\n```",
        "class=\"language-&quot;&gt;&lt;script&gt;\">x\n</code>",
    );
    shows("```\n```", "aria-label=\"Code\"><code></code></pre></div>");
    shows("```rust\n```", "<code class=\"language-rust\"></code>");
    shows("```\r\na\r\n\tb\r\n```\r\n", "<code>a\n\tb\n</code>");
    for (language, class) in [
        ("rust", "k"),
        ("ts", "k"),
        ("toml", "n"),
        ("dockerfile", "k"),
        ("kotlin", "k"),
        ("terraform", "k"),
        ("go", "k"),
        ("python", "k"),
        ("sql", "k"),
        ("yaml", "n"),
        ("json", "n"),
        ("bash", "k"),
        ("diff", "i"),
    ] {
        let code = match language {
            "rust" => "let x = 1;",
            "ts" => "const x: number = 1;",
            "toml" | "yaml" => "a = 1\nb: 2",
            "dockerfile" => "FROM a",
            "kotlin" => "fun x() {}",
            "terraform" => "resource \"a\" \"b\" {}",
            "go" => "func x() {}",
            "python" => "def x(): pass",
            "sql" => "SELECT 1;",
            "json" => "{\"a\": 1}",
            "bash" => "if true; then x; fi",
            _ => "+a\n-b",
        };
        let html = html(&format!("```{language}\n{code}\n```"));
        assert!(
            html.contains(&format!("hl-{class}\"")),
            "{language}: {html}"
        );
    }
}

#[test]
fn html_is_text_by_default_and_reported_once_for_a_block() {
    let text = "<div onclick=\"x\">\n<p>a <!-- kept --></p>\n</div>\n\nb <b>c</b> <i>d</i> <!-- e -->\n\n<!-- f\ng -->\n";
    assert_eq!(
        html(text),
        "<p>&lt;div onclick=\"x\"&gt;\n&lt;p&gt;a &lt;/p&gt;\n&lt;/div&gt;</p>\n\
         <p>b &lt;b&gt;c&lt;/b&gt; &lt;i&gt;d&lt;/i&gt; </p>\n"
    );
    assert_eq!(
        said(text).iter().map(|said| &said[..9]).collect::<Vec<_>>(),
        ["[raw-html", "[raw-html"]
    );
    assert_eq!(
        said("<!-- never\n\nended"),
        ["[unclosed-block] this comment is never closed (<!-- never)"]
    );
}

#[test]
fn html_that_a_site_allows_closes_nothing_of_the_pages_own() {
    let allowed = |text: &str| html_with("markdown.html = true\n", text);
    for (text, expected) in [
        (
            "<div class=\"x\">\n\n*a*\n\n</div></div></main>",
            "<div class=\"x\">\n<p><em>a</em></p>\n</div>\n",
        ),
        ("a <b>b <i>c", "<p>a <b>b <i>c</i></b></p>\n"),
        (
            "> <div>\n> a\n\nb",
            "<blockquote>\n<div>\na\n</div>\n</blockquote>\n<p>b</p>\n",
        ),
        ("<ul><li>a<li>b</ul>", "<ul><li>a</li><li>b</li></ul>"),
        ("<li>a</li>", "&lt;li&gt;a"),
        (
            "<table><tr><td>a<td>b</table>",
            "<table><tr><td>a</td><td>b</td></tr></table>",
        ),
        (
            "<details><summary>a</summary>\n\n*b*\n\n</details>",
            "<details><summary>a</summary>\n<p><em>b</em></p>\n</details>\n",
        ),
        (
            "a <script>b</script>",
            "<p>a &lt;script&gt;b&lt;/script&gt;</p>\n",
        ),
        ("<style>\na\n</style>", "&lt;style&gt;\na\n&lt;/style&gt;"),
        (
            "a <textarea> <plaintext> <iframe src=x> <select>",
            "<p>a &lt;textarea&gt; &lt;plaintext&gt; &lt;iframe src=\"x\"&gt; &lt;select&gt;</p>\n",
        ),
        (
            "a <svg><path d=\"M0\"/><p></svg> b",
            "<p>a <svg><path d=\"M0\"></path>&lt;p&gt;</svg> b</p>\n",
        ),
        ("<div title=\"a\nb", "&lt;div title=\"a\nb"),
        ("<div>a <!-- b", "<div>a </div>"),
        (
            "<a href=\"javascript:x\" onclick=\"y\">z</a>",
            "<p><a href=\"javascript:x\" onclick=\"y\">z</a></p>\n",
        ),
        ("<img alt=\"[[var:company]]\">", "<img alt=\"A &amp; B\">"),
        ("## a <h3>b</h3>", "<h2 id=\"a-b\">a &lt;h3&gt;b<a"),
    ] {
        let html = allowed(text);
        let found = html.trim_end();
        assert!(found.starts_with(expected.trim_end()), "{text}\n{html}");
    }
    let mut files = files("a <script>b</script>");
    files[2].1.insert_str(0, "markdown.html = true\n");
    assert_eq!(
        findings(&site_of(files)),
        ["[raw-html] `<script>` is shown as text, whatever the site allows (<script>)"]
    );
}

#[test]
fn what_is_internal_leaves_no_trace_in_a_public_build() {
    let text = "Before\n\n:::internal\n# Secret\n\n- secret [[system-design]] ![s](near.png)\n:::\n\nAfter\n\n```\n:::internal\nshown\n:::\n```\n";
    let site = site_saying(text);
    let shown = page(&site, "guide/page/index.html");
    assert!(
        shown.contains("Secret") && !shown.contains("<p>:::"),
        "{shown}"
    );
    let public = LoadOptions {
        public: true,
        ..LoadOptions::default()
    };
    let site = site_with(files(text), &public);
    let hidden = page(&site, "guide/page/index.html");
    assert_eq!(
        hidden,
        "<p>Before</p>\n<p>After</p>\n<div class=\"code\"><pre tabindex=\"0\" role=\"group\" \
         aria-label=\"Code\"><code>:::internal\nshown\n:::\n</code></pre></div>\n"
    );
    assert!(site.routes.get("guide/near.png").is_none());
}

#[test]
fn a_slip_round_an_internal_block_keeps_it_inside() {
    let public = LoadOptions {
        public: true,
        ..LoadOptions::default()
    };
    for text in [
        ":::internal\nsecret\n",
        ":::internal\n```\nsecret\n:::\n",
        "```\nnever closed\n\n:::internal\nsecret\n:::\n",
        "- a\n\n  :::internal\n  secret\n  :::\n",
        "    ```\n\n:::internal\nsecret\n:::\n",
    ] {
        let site = site_with(files(text), &public);
        let html = page(&site, "guide/page/index.html");
        assert!(!html.contains("secret"), "{text}\n{html}");
    }
    // Where it can't be kept inside, nothing is published.
    let quoted = site_with(files("> :::internal\n> secret\n> :::\n"), &public);
    assert!(
        findings(&quoted)[0].starts_with("[unclosed-block] `:::internal` doesn't begin its line"),
        "{:?}",
        findings(&quoted)
    );
}
