//! Puts checks into a template that comes from a site or a theme's folder.
//!
//! The engine counts instructions, not what they make: `s ~ s` doubles a text in one, and forty of
//! them fill any memory. So every expression that makes something larger of what it is given is
//! handed to a filter that weighs the result, and long stretches of text are divided, so that
//! each instruction writes a few bytes only. Filters and functions weigh for themselves.

use super::spending::{HELD, KEPT};
use minijinja::machinery::ast::{BinOpKind, CallArg, Expr, Stmt};
use minijinja::machinery::{Span, Token, parse, tokenize};
use minijinja::syntax::SyntaxConfig;
use std::cmp::Reverse;
use std::ops::Range;

/// Bytes of text that one instruction writes. With the limit of instructions it bounds what a
/// template can capture.
const STRETCH: usize = 12;

/// A comment that takes no blanks or line ends with it.
const DIVIDER: &str = "{#+ +#}";

/// A template with checks, and the way back to what was written.
#[derive(Debug)]
pub(in crate::theme) struct Fence {
    /// What is compiled.
    pub text: String,
    pieces: Vec<Piece>,
}

/// Something that was put in.
#[derive(Debug)]
struct Piece {
    /// Where, in the text as written.
    at: usize,
    text: String,
    /// What it speaks of there.
    about: Range<usize>,
}

impl Fence {
    /// The template with checks; as it is where it can't be parsed, since the engine will say why.
    pub fn new(written: &str, syntax: &SyntaxConfig) -> Fence {
        let mut walk = Walk {
            written,
            assignments: assignments(written, syntax),
            pieces: Vec::new(),
        };
        if let Ok(template) = parse(written, "", syntax.clone()) {
            walk.statement(&template);
        }
        let mut pieces = walk.pieces;
        // At one place what ends stands before what begins, and of what ends the innermost first.
        pieces.sort_by_key(|piece| {
            let begins = piece.text.starts_with('(');
            (piece.at, begins, Reverse(piece.about.start))
        });
        let mut text = String::with_capacity(written.len() * 2);
        let mut from = 0;
        for piece in &pieces {
            text.push_str(&written[from..piece.at]);
            text.push_str(&piece.text);
            from = piece.at;
        }
        text.push_str(&written[from..]);
        Fence { text, pieces }
    }

    /// A range of the text with checks as one of what was written.
    pub fn written(&self, range: Range<usize>) -> Range<usize> {
        let mut put_in = 0;
        let mut start = None;
        for piece in &self.pieces {
            let begin = piece.at + put_in;
            if start.is_none() && range.start < begin {
                start = Some(range.start - put_in);
            }
            if let Some(start) = start
                && range.end <= begin
            {
                return start..(range.end - put_in).max(start);
            }
            let end = begin + piece.text.len();
            if start.is_none() && range.start < end {
                return piece.about.clone();
            }
            put_in += piece.text.len();
        }
        let start = start.unwrap_or(range.start - put_in);
        start..(range.end - put_in).max(start)
    }
}

/// Where the `=` of each `{% set … = … %}` ends.
fn assignments(written: &str, syntax: &SyntaxConfig) -> Vec<usize> {
    let mut found = Vec::new();
    let mut depth = 0;
    for (token, span) in tokenize(written, false, syntax.clone()).map_while(Result::ok) {
        match token {
            Token::ParenOpen | Token::BracketOpen | Token::BraceOpen => depth += 1,
            Token::ParenClose | Token::BracketClose | Token::BraceClose => depth -= 1,
            Token::BlockStart | Token::VariableStart => depth = 0,
            Token::Assign if depth == 0 => found.push(span.end_offset as usize),
            _ => {}
        }
    }
    found
}

struct Walk<'a> {
    written: &'a str,
    assignments: Vec<usize>,
    pieces: Vec<Piece>,
}

impl Walk<'_> {
    /// Hands what stands at `range` to a filter that weighs.
    fn hold(&mut self, range: Range<usize>, filter: &str) {
        if self.written.get(range.clone()).is_none_or(str::is_empty) {
            return;
        }
        let mut put = |at: usize, text: String| {
            self.pieces.push(Piece {
                at,
                text,
                about: range.clone(),
            });
        };
        put(range.start, "((".to_owned());
        put(range.end, format!(")|{filter})"));
    }

    fn statements(&mut self, statements: &[Stmt<'_>]) {
        for statement in statements {
            self.statement(statement);
        }
    }

    fn statement(&mut self, statement: &Stmt<'_>) {
        match statement {
            Stmt::Template(template) => self.statements(&template.children),
            Stmt::EmitExpr(emit) => self.expression(&emit.expr),
            Stmt::EmitRaw(raw) => self.divide(raw.raw),
            Stmt::ForLoop(each) => {
                self.expression(&each.iter);
                self.optional(each.filter_expr.as_ref());
                self.statements(&each.body);
                self.statements(&each.else_body);
            }
            Stmt::IfCond(condition) => {
                self.expression(&condition.expr);
                self.statements(&condition.true_body);
                self.statements(&condition.false_body);
            }
            Stmt::WithBlock(with) => {
                for (_, value) in &with.assignments {
                    self.expression(value);
                }
                self.statements(&with.body);
            }
            Stmt::Set(set) => {
                let place = offsets(set.span());
                let at = self.assignments.partition_point(|at| *at <= place.start);
                if let Some(begin) = self.assignments.get(at).copied() {
                    let filter = match set.target {
                        Expr::GetAttr(_) => KEPT,
                        _ => HELD,
                    };
                    self.hold(begin..place.end, filter);
                }
                match &set.expr {
                    // `a, b` without brackets; the engine gives it the place of `b` alone.
                    Expr::Tuple(tuple) => tuple.items.iter().for_each(|item| self.expression(item)),
                    value => self.expression(value),
                }
            }
            Stmt::SetBlock(set) => {
                self.optional(set.filter.as_ref());
                self.statements(&set.body);
            }
            Stmt::AutoEscape(escape) => {
                self.expression(&escape.enabled);
                self.statements(&escape.body);
            }
            Stmt::FilterBlock(block) => {
                self.expression(&block.filter);
                self.statements(&block.body);
            }
            Stmt::Block(block) => self.statements(&block.body),
            Stmt::Import(import) => self.expression(&import.expr),
            Stmt::FromImport(import) => self.expression(&import.expr),
            Stmt::Extends(extends) => self.expression(&extends.name),
            Stmt::Include(include) => self.expression(&include.name),
            Stmt::Macro(declared) => {
                declared
                    .defaults
                    .iter()
                    .for_each(|value| self.expression(value));
                self.statements(&declared.body);
            }
            Stmt::CallBlock(block) => {
                self.expression(&block.call.expr);
                self.arguments(&block.call.args);
                let declared = &block.macro_decl;
                declared
                    .defaults
                    .iter()
                    .for_each(|value| self.expression(value));
                self.statements(&declared.body);
            }
            Stmt::Do(act) => {
                self.expression(&act.call.expr);
                self.arguments(&act.call.args);
            }
        }
    }

    fn expression(&mut self, expression: &Expr<'_>) {
        match expression {
            Expr::Var(_) | Expr::Const(_) => {}
            Expr::Slice(slice) => {
                self.expression(&slice.expr);
                for part in [&slice.start, &slice.stop, &slice.step] {
                    self.optional(part.as_ref());
                }
            }
            Expr::UnaryOp(operation) => self.expression(&operation.expr),
            Expr::BinOp(operation) => {
                use BinOpKind::{Add, Concat, Mul};
                if matches!(operation.op, Add | Concat | Mul) {
                    self.hold(offsets(operation.span()), HELD);
                }
                self.expression(&operation.left);
                self.expression(&operation.right);
            }
            Expr::Compare(compare) => {
                self.expression(&compare.expr);
                compare
                    .ops
                    .iter()
                    .for_each(|part| self.expression(&part.expr));
            }
            Expr::IfExpr(choice) => {
                self.expression(&choice.test_expr);
                self.expression(&choice.true_expr);
                self.optional(choice.false_expr.as_ref());
            }
            Expr::Filter(filter) => {
                self.optional(filter.expr.as_ref());
                self.arguments(&filter.args);
            }
            Expr::Test(test) => {
                self.expression(&test.expr);
                self.arguments(&test.args);
            }
            Expr::GetAttr(attribute) => self.expression(&attribute.expr),
            Expr::GetItem(item) => {
                self.expression(&item.expr);
                self.expression(&item.subscript_expr);
            }
            Expr::Call(call) => {
                self.expression(&call.expr);
                self.arguments(&call.args);
            }
            Expr::List(list) => self.collection(list.span(), list.items.iter()),
            Expr::Tuple(tuple) => self.collection(tuple.span(), tuple.items.iter()),
            Expr::Map(map) => self.collection(map.span(), map.keys.iter().chain(&map.values)),
        }
    }

    fn optional(&mut self, expression: Option<&Expr<'_>>) {
        if let Some(expression) = expression {
            self.expression(expression);
        }
    }

    fn arguments(&mut self, arguments: &[CallArg<'_>]) {
        for argument in arguments {
            match argument {
                CallArg::Pos(value)
                | CallArg::Kwarg(_, value)
                | CallArg::PosSplat(value)
                | CallArg::KwargSplat(value) => self.expression(value),
            }
        }
    }

    fn collection<'e, 's: 'e>(
        &mut self,
        span: Span,
        items: impl Iterator<Item = &'e Expr<'s>> + Clone,
    ) {
        if !items.clone().all(|item| matches!(item, Expr::Const(_))) {
            self.hold(offsets(span), HELD);
        }
        items.for_each(|item| self.expression(item));
    }

    /// Divides a stretch of text. What stands between `{% raw %}` and `{% endraw %}` can't hold a
    /// comment, and is short enough as it is: a template is.
    fn divide(&mut self, raw: &str) {
        let begin = raw.as_ptr() as usize - self.written.as_ptr() as usize;
        if is_raw_block(&self.written[..begin]) {
            return;
        }
        let mut last = 0;
        let mut before = '{';
        for (at, character) in raw.char_indices() {
            // Behind `{` it would make another sign.
            if at - last >= STRETCH && before != '{' {
                self.pieces.push(Piece {
                    at: begin + at,
                    text: DIVIDER.to_owned(),
                    about: begin + at..begin + at,
                });
                last = at;
            }
            before = character;
        }
    }
}

/// Whether what follows `before` stands in a raw block.
fn is_raw_block(before: &str) -> bool {
    let tag = before.trim_end().strip_suffix("%}");
    let tag = tag.and_then(|before| before.rsplit_once("{%"));
    tag.is_some_and(|(_, tag)| tag.trim_matches(['-', '+']).trim() == "raw")
}

fn offsets(span: Span) -> Range<usize> {
    span.start_offset as usize..span.end_offset as usize
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::theme::engine::{environment, syntax};
    use crate::theme::sandbox::begin;
    use minijinja::{UndefinedBehavior, Value};

    /// What comes of a text, with checks and without.
    fn rendered(text: &str) -> [Result<String, String>; 2] {
        let fenced = Fence::new(text, &syntax()).text;
        [text, &fenced].map(|text| {
            let mut environment = environment(&Default::default(), "en");
            environment.set_undefined_behavior(UndefinedBehavior::Lenient);
            environment
                .add_template("t.html", text)
                .map_err(|error| error.to_string())?;
            begin();
            let template = environment.get_template("t.html");
            template
                .and_then(|template| template.render(Value::UNDEFINED))
                .map_err(|error| error.detail().unwrap_or_default().to_owned())
        })
    }

    #[test]
    fn a_template_with_checks_says_the_same() {
        for text in [
            "plain words that are longer than one stretch of them",
            "  {% if true %}  \n  blanks   kept   here      and here\n  {% endif %}  \n\n",
            "{{ 'a' ~ 'b' ~ 1 ~ [1, x] }}{{ ('a' ~ 'b')|upper }}{{ 1 + 2 * 3 - -4 }}",
            "{% set a, b = 1, 'x' ~ 2 %}{{ a }}{{ b }}{% set c = a, b %}{{ c[1] }}",
            "{% set (a, b) = (1, 2) %}{{ a + b }}{% set n = namespace(x=[a]) %}{% set n.x = n.x + [b] %}{{ n.x }}",
            "{% for k, v in {'a': [x, 1], 'b' ~ 'c': 2}|items if v %}{{ k }}{{ v }}{% else %}none{% endfor %}",
            "{ {{- ' {' }} {# words #} {% raw %}{{ x }} words words words words{% endraw %} words words words",
            "{% macro m(a, b=[x, 1]) %}{{ a ~ b }}{% endmacro %}{{ m('k')|lower }}{% macro n() %}{{ caller() }}{% endmacro %}{% call n() %}{{ 'k' ~ 1 }}{% endcall %}",
            "{{ 'a' ~ 'b' if x else 'c' ~ 'd' }}{{ not 'a' ~ '' }}{{ 'a' ~ 'b' == 'ab' }}{{ 'a' in ['a' ~ ''] }}",
            "{%- filter upper -%}  words   {{ 'x' ~ 'y' }}  {%- endfilter +%}\n  {%+ if true %}x{% endif %}",
            "日本語日本語日本語日本語日本語{{ 'é' ~ 'é' }}ééééééééééééééééééé\n",
            "{% with a = [x] + [1], b = 'c' ~ 'd' %}{{ a }}{{ b }}{% endwith %}{{ [[1, 2][0] + 1][0] }}",
            "{{ {'a': {'b': [x]}}.a.b[0] }}{{ 'ab'[0] ~ 'cd'[1:] }}{{ ('x' * 2).y }}{{ (1, 2)|join(',' ~ ' ') }}",
        ] {
            let [plain, fenced] = rendered(text);
            assert_eq!(plain, fenced, "{text}");
            assert!(plain.is_ok(), "{text}: {plain:?}");
        }
    }

    #[test]
    fn what_the_binary_ships_can_be_copied_into_a_site() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/themes/default/templates");
        let mut count = 0;
        for entry in std::fs::read_dir(folder).expect("the theme is there") {
            let path = entry.expect("it can be read").path();
            if path.is_dir() {
                continue;
            }
            let text = std::fs::read_to_string(&path).expect("it is text");
            let mut environment = environment(&Default::default(), "en");
            let fenced = Fence::new(&text, &syntax()).text;
            let added = environment.add_template_owned("t.html", fenced);
            assert!(added.is_ok(), "{}: {added:?}", path.display());
            count += 1;
        }
        assert!(count > 20);
    }

    #[test]
    fn a_place_leads_back_to_what_was_written() {
        let written = "words words words words {{ 'a' ~ [x, 1] }} words words {{ y }}";
        let fence = Fence::new(written, &syntax());
        let at = |text: &str| fence.text.find(text).expect("it is there");
        let back = |text: &str| &written[fence.written(at(text)..at(text) + text.len())];
        for text in ["'a'", "x,", "y", "1"] {
            assert_eq!(back(text), text);
        }
        // The list's own check, then that of what it is joined to.
        assert_eq!(back("|_held"), "[x, 1]");
    }
}
