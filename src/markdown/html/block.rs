//! Blocks: headings, lists, tables, code, alerts.

use super::escape::{attribute_into, escape_text};
use super::writer::{Table, Writer};
use crate::markdown::var;
use pulldown_cmark::{Alignment, BlockQuoteKind, CodeBlockKind, CowStr, Tag, TagEnd};

impl<'e> Writer<'_, 'e> {
    pub(super) fn start(&mut self, tag: Tag<'e>, at: isize) {
        if self.within.is_phrase() && !is_inline(&tag) {
            return self.start_in_phrase(tag);
        }
        match tag {
            Tag::Paragraph => {
                self.line();
                self.out.push_str("<p>");
            }
            Tag::Heading { level, classes, .. } => self.start_heading(level as u8, &classes, at),
            Tag::BlockQuote(None) => self.block("<blockquote>\n"),
            Tag::BlockQuote(Some(kind)) => self.start_alert(kind),
            Tag::CodeBlock(kind) => {
                let info = match kind {
                    CodeBlockKind::Fenced(info) => var::unmarked(&info).into_owned(),
                    CodeBlockKind::Indented => String::new(),
                };
                self.code = Some((info, String::new()));
            }
            Tag::List(None) => self.block("<ul>\n"),
            Tag::List(Some(1)) => self.block("<ol>\n"),
            Tag::List(Some(start)) => self.block(&format!("<ol start=\"{start}\">\n")),
            Tag::Item => self.block("<li>"),
            Tag::Table(alignment) => {
                self.line();
                self.out
                    .push_str("<div class=\"scroll\" tabindex=\"0\" role=\"group\"");
                self.tables += 1;
                let label = self.resolver.word("markup.table");
                let label = label.replace("{n}", &self.tables.to_string());
                attribute_into(&mut self.out, "aria-label", &label);
                self.out.push_str("><table>\n");
                self.table = Some(Table {
                    alignment,
                    cell: 0,
                    in_head: true,
                    has_body: false,
                });
            }
            Tag::TableHead => self.out.push_str("<thead><tr>"),
            Tag::TableRow => {
                let table = self.table.as_mut();
                if table.is_some_and(|table| !std::mem::replace(&mut table.has_body, true)) {
                    self.out.push_str("<tbody>\n");
                }
                self.out.push_str("<tr>");
            }
            Tag::TableCell => self.start_cell(),
            Tag::DefinitionList => self.block("<dl>\n"),
            Tag::DefinitionListTitle => self.block("<dt>"),
            Tag::DefinitionListDefinition => self.block("<dd>"),
            Tag::Emphasis => self.out.push_str("<em>"),
            Tag::Strong => self.out.push_str("<strong>"),
            Tag::Strikethrough => self.out.push_str("<del>"),
            Tag::Subscript => self.out.push_str("<sub>"),
            Tag::Superscript => self.out.push_str("<sup>"),
            Tag::Link {
                link_type,
                dest_url,
                title,
                ..
            } => self.start_link(link_type, &dest_url, &title),
            Tag::Image {
                link_type,
                dest_url,
                title,
                ..
            } => self.start_picture(link_type, &dest_url, &title),
            // Footnotes are kept aside, HTML blocks are no element, front matter is ours.
            Tag::FootnoteDefinition(_) | Tag::HtmlBlock | Tag::MetadataBlock(_) => {}
        }
    }

    pub(super) fn end(&mut self, tag: TagEnd) {
        if self.within.is_phrase() && !is_inline_end(tag) {
            return;
        }
        match tag {
            TagEnd::Paragraph => self.out.push_str("</p>\n"),
            TagEnd::Heading(level) => self.end_heading(level as u8),
            TagEnd::BlockQuote(None) => self.block("</blockquote>\n"),
            TagEnd::BlockQuote(Some(_)) => self.block("</div>\n"),
            TagEnd::List(false) => self.out.push_str("</ul>\n"),
            TagEnd::List(true) => self.out.push_str("</ol>\n"),
            TagEnd::Item => self.out.push_str("</li>\n"),
            TagEnd::Table => {
                let has_body = self.table.take().is_some_and(|table| table.has_body);
                self.out.push_str(if has_body {
                    "</tbody></table></div>\n"
                } else {
                    "</table></div>\n"
                });
            }
            TagEnd::TableHead => {
                self.out.push_str("</tr></thead>\n");
                if let Some(table) = &mut self.table {
                    table.in_head = false;
                    table.cell = 0;
                }
            }
            TagEnd::TableRow => {
                self.out.push_str("</tr>\n");
                if let Some(table) = &mut self.table {
                    table.cell = 0;
                }
            }
            TagEnd::TableCell => {
                let in_head = self.table.as_ref().is_some_and(|table| table.in_head);
                self.out.push_str(if in_head { "</th>" } else { "</td>" });
            }
            TagEnd::DefinitionList => self.out.push_str("</dl>\n"),
            TagEnd::DefinitionListTitle => self.out.push_str("</dt>\n"),
            TagEnd::DefinitionListDefinition => self.out.push_str("</dd>\n"),
            TagEnd::Emphasis => self.out.push_str("</em>"),
            TagEnd::Strong => self.out.push_str("</strong>"),
            TagEnd::Strikethrough => self.out.push_str("</del>"),
            TagEnd::Subscript => self.out.push_str("</sub>"),
            TagEnd::Superscript => self.out.push_str("</sup>"),
            TagEnd::Link => self.end_link(),
            TagEnd::CodeBlock
            | TagEnd::Image
            | TagEnd::FootnoteDefinition
            | TagEnd::HtmlBlock
            | TagEnd::MetadataBlock(_) => {}
        }
    }

    /// Blocks have no tags where only words may stand; each begins on a line of its own.
    fn start_in_phrase(&mut self, tag: Tag<'e>) {
        if let Tag::CodeBlock(_) = tag {
            self.code = Some(Default::default());
        }
        let length = self.out.trim_end().len();
        self.out.truncate(length);
        if matches!(tag, Tag::TableCell) {
            self.out.push(' ');
        } else if length > 0 && !self.out.ends_with("<br>") {
            self.out.push_str("<br>");
        }
        if length > 0 {
            self.out.push('\n');
        }
    }

    fn block(&mut self, tag: &str) {
        self.line();
        self.out.push_str(tag);
    }

    fn rank(&self, level: u8) -> u8 {
        match self.dialect.commonmark {
            true => level,
            false => level
                .saturating_add_signed(self.fragment.demote)
                .clamp(1, 6),
        }
    }

    fn start_heading(&mut self, level: u8, classes: &[CowStr<'_>], at: isize) {
        let rank = self.rank(level);
        self.line();
        self.out.push_str("<h");
        self.out.push((b'0' + rank) as char);
        let id = self.heading_id(at);
        let id = id.map(|id| self.resolver.id(id).into_owned());
        if let Some(id) = &id {
            attribute_into(&mut self.out, "id", id);
        }
        let classes: Vec<&str> = classes
            .iter()
            .map(|class| class.as_ref())
            .filter(|class| is_class(class))
            .collect();
        if !classes.is_empty() {
            attribute_into(&mut self.out, "class", &classes.join(" "));
        }
        self.out.push('>');
        self.heading = Some((String::new(), id));
    }

    fn end_heading(&mut self, level: u8) {
        if let Some((words, Some(id))) = self.heading.take() {
            self.out.push_str("<a class=\"anchor\"");
            super::escape::address_into(&mut self.out, "href", &format!("#{id}"));
            let label = self
                .resolver
                .word("markup.heading")
                .replace("{title}", words.trim());
            attribute_into(&mut self.out, "aria-label", &label);
            self.out.push_str(">#</a>");
        }
        let rank = self.rank(level);
        self.out.push_str("</h");
        self.out.push((b'0' + rank) as char);
        self.out.push_str(">\n");
    }

    fn heading_id(&self, at: isize) -> Option<&str> {
        if self.dialect.commonmark || !self.fragment.exact {
            return None;
        }
        let headings = &self.fragment.document?.outline.headings;
        let at = u32::try_from(self.fragment.offset as isize + at).ok()?;
        let place = headings.binary_search_by_key(&at, |heading| heading.span.start);
        Some(&headings[place.ok()?].id)
    }

    fn start_alert(&mut self, kind: BlockQuoteKind) {
        let name = match kind {
            BlockQuoteKind::Note => "note",
            BlockQuoteKind::Tip => "tip",
            BlockQuoteKind::Important => "important",
            BlockQuoteKind::Warning => "warning",
            BlockQuoteKind::Caution => "caution",
        };
        let title = self.resolver.word(&format!("alert.{name}"));
        self.block(&format!(
            "<div class=\"alert alert--{name}\" role=\"note\">\n<p class=\"alert__name\">"
        ));
        escape_text(&mut self.out, &title);
        self.out.push_str("</p>\n");
    }

    fn start_cell(&mut self) {
        let Some(table) = &mut self.table else { return };
        let alignment = table.alignment.get(table.cell).copied();
        table.cell += 1;
        self.out.push_str(if table.in_head {
            "<th scope=\"col\""
        } else {
            "<td"
        });
        // Classes, since the pages forbid styles of their own.
        self.out.push_str(match alignment {
            Some(Alignment::Left) => " class=\"align-left\">",
            Some(Alignment::Center) => " class=\"align-center\">",
            Some(Alignment::Right) => " class=\"align-right\">",
            _ => ">",
        });
    }

    /// A task has its box directly in the item, before the paragraph that it begins.
    pub(super) fn task(&mut self, done: bool) {
        let in_paragraph = self.out.ends_with("<p>");
        if in_paragraph {
            self.out.truncate(self.out.len() - "<p>".len());
        }
        let length = self.out.trim_end().len();
        if self.out[..length].ends_with("<li>") {
            self.out.truncate(length - ">".len());
            self.out.push_str(" class=\"task\">");
        }
        self.out.push_str("<input type=\"checkbox\" disabled");
        self.out.push_str(if done { " checked" } else { "" });
        self.word_into("aria-label", if done { "task.done" } else { "task.open" });
        self.out.push('>');
        self.out.push_str(if in_paragraph { "\n<p>" } else { " " });
    }

    pub(super) fn end_code(&mut self) {
        let Some((info, code)) = self.code.take() else {
            return;
        };
        self.end_own();
        if self.within.is_phrase() {
            self.out.push_str("<code>");
            escape_text(&mut self.out, code.trim_end());
            return self.out.push_str("</code>");
        }
        self.line();
        if self.dialect.commonmark {
            let language = info.split_whitespace().next().unwrap_or_default();
            self.out.push_str("<pre><code");
            self.language_class(language);
            escape_text(&mut self.out, &code);
            self.out.push_str("</code></pre>\n");
            return;
        }
        let language = language(&info);
        let highlighted = self.highlighter.html(language, &code);
        let name = highlighted.name.as_deref().unwrap_or(language);
        let label = match name {
            "" => self.resolver.word("markup.code-plain"),
            name => self
                .resolver
                .word("markup.code")
                .replace("{language}", name),
        };
        self.out
            .push_str("<div class=\"code\"><pre tabindex=\"0\" role=\"group\"");
        attribute_into(&mut self.out, "aria-label", &label);
        self.out.push_str("><code");
        self.language_class(language);
        self.out.push_str(&highlighted.html);
        self.out.push_str("</code></pre></div>\n");
    }

    fn language_class(&mut self, language: &str) {
        if !language.is_empty() {
            attribute_into(&mut self.out, "class", &format!("language-{language}"));
        }
        self.out.push('>');
    }
}

pub(super) fn is_inline(tag: &Tag<'_>) -> bool {
    is_inline_end(tag.to_end())
}

fn is_inline_end(tag: TagEnd) -> bool {
    matches!(
        tag,
        TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Subscript
            | TagEnd::Superscript
            | TagEnd::Link
            | TagEnd::Image
    )
}

/// The language in an info string: `rust`, `rust,ignore`, `{.rust .numbers}`.
fn language(info: &str) -> &str {
    info.trim_start_matches(['{', '.', ' '])
        .split(|c: char| c.is_whitespace() || matches!(c, ',' | '{' | '}'))
        .next()
        .unwrap_or_default()
}

/// Classes of a heading that a stylesheet can name without escapes.
fn is_class(class: &str) -> bool {
    class
        .chars()
        .all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))
}
