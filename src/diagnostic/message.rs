//! One finding: its code, what is, where, and what to do.

use super::{Code, Severity, nearest};
use crate::source::{Sources, Span, Spanned};

/// A place that a message speaks of, with a few words on what is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// The characters to underline.
    pub span: Span,
    /// What they are; may be empty at the main place.
    pub text: String,
}

/// One finding. The message says what *is*, in the author's words, lower case, no full stop,
/// backticks round the author's own text; the help is an imperative.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Which rule speaks.
    pub code: Code,
    /// How grave it is, after the site's own settings.
    pub severity: Severity,
    /// What is.
    pub message: String,
    /// The main place first; none for what concerns no file.
    pub labels: Vec<Label>,
    /// What to do about it.
    pub help: Option<String>,
    /// Further facts, a sentence each: whose review it is, what the page was.
    pub notes: Vec<String>,
}

impl Diagnostic {
    /// A finding with the severity that its code has by default.
    pub fn new(code: Code, message: impl Into<String>) -> Self {
        Diagnostic {
            code,
            severity: code.severity(),
            message: message.into(),
            labels: Vec::new(),
            help: None,
            notes: Vec::new(),
        }
    }

    /// The same at a place. The first place given is the main one.
    #[must_use]
    pub fn at(self, span: Span) -> Self {
        self.label(span, "")
    }

    /// The same with one more place and what is there.
    #[must_use]
    pub fn label(mut self, span: Span, text: impl Into<String>) -> Self {
        self.labels.push(Label {
            span,
            text: text.into(),
        });
        self
    }

    /// The same with one more place, where there is one.
    #[must_use]
    pub fn label_if(self, span: Option<Span>, text: &str) -> Self {
        match span {
            Some(span) => self.label(span, text),
            None => self,
        }
    }

    /// The same with what to do.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// The same with a nearest name to try, where there is one.
    #[must_use]
    pub fn suggest(self, nearest: Option<&str>) -> Self {
        match nearest {
            Some(name) => self.help(format!("did you mean `{name}`?")),
            None => self,
        }
    }

    /// The same with one more fact.
    #[must_use]
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.notes.push(note.into());
        self
    }

    /// Moves places in texts that were put together to where they were written.
    pub fn written(&mut self, sources: &Sources) {
        if sources.has_composed() {
            for label in &mut self.labels {
                label.span = sources.written(label.span);
            }
        }
    }

    /// The main place.
    pub fn span(&self) -> Option<Span> {
        self.labels.first().map(|label| label.span)
    }
}

impl Code {
    /// The code that an author names.
    ///
    /// # Errors
    /// There is none of this name: a finding of the code `unknown`, with the nearest name.
    pub fn asked(name: &Spanned<String>, unknown: Code) -> Result<Code, Box<Diagnostic>> {
        Code::named(&name.value).ok_or_else(|| {
            let names = Code::ALL.iter().map(|code| code.name());
            let what = format!("no finding has the code `{}`", name.value);
            let fault = Diagnostic::new(unknown, what).at(name.span);
            Box::new(fault.suggest(nearest(&name.value, names)))
        })
    }
}
