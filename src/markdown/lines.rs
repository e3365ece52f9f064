//! Lines of code that were coloured before. Code repeats itself (imports, closing braces), and a
//! line gets the same colours whenever the grammar reaches it in the same state.

use super::highlight::{Class, class_of};
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;
use syntect::parsing::{ParseState, Scope, ScopeStack, SyntaxReference, SyntaxSet};
use xxhash_rust::xxh3::xxh3_128;

/// States of one grammar that are told apart. A grammar with more of them keeps words of the text
/// in its state (the end of a here-document), and what follows is coloured afresh.
const STATES: usize = 128;

/// Lines that are remembered of one grammar.
const LINES: usize = 16 * 1024;

thread_local! {
    // A state holds regions of the regex engine, which can't go from thread to thread; so each
    // thread has a memory of its own. All sets of grammars are the same one, unpacked anew.
    static GRAMMARS: RefCell<HashMap<String, Grammar>> = RefCell::default();
}

/// Stretches of a line, in bytes, and their classes.
type Runs = Rc<[(u32, Option<Class>)]>;

/// What is remembered of one grammar.
#[derive(Default)]
struct Grammar {
    states: Vec<(ParseState, ScopeStack)>,
    lines: HashMap<(usize, u128), (usize, Runs)>,
    classes: HashMap<Scope, Option<Class>>,
}

/// Where a block of code has come to.
enum At {
    /// At a state that is known by its number.
    Known(usize),
    /// At one that isn't.
    Free(Box<(ParseState, ScopeStack)>),
}

/// Hands each stretch of `code` with its class to `write`. `None` when the grammar breaks.
pub(super) fn colour(
    syntaxes: &SyntaxSet,
    syntax: &SyntaxReference,
    code: &str,
    write: impl FnMut(&str, Option<Class>),
) -> Option<()> {
    // Taken out while it is used, so that a grammar that panics leaves nothing half done behind.
    let name = &syntax.name;
    let known = GRAMMARS.with_borrow_mut(|grammars| grammars.remove(name));
    let mut grammar = known.unwrap_or_default();
    let done = grammar.colour(syntaxes, syntax, code, write);
    GRAMMARS.with_borrow_mut(|grammars| grammars.insert(name.clone(), grammar));
    done
}

impl Grammar {
    fn colour(
        &mut self,
        syntaxes: &SyntaxSet,
        syntax: &SyntaxReference,
        code: &str,
        mut write: impl FnMut(&str, Option<Class>),
    ) -> Option<()> {
        let mut at = self.number((ParseState::new(syntax), ScopeStack::new()));
        for line in code.split_inclusive('\n') {
            let key = xxh3_128(line.as_bytes());
            let known = match at {
                At::Known(state) => self.lines.get(&(state, key)).cloned(),
                At::Free(_) => None,
            };
            let (next, runs) = match known {
                Some((next, runs)) => (At::Known(next), runs),
                None => self.read(syntaxes, at, line, key)?,
            };
            let mut from = 0;
            for (length, class) in runs.iter() {
                let end = from + *length as usize;
                write(line.get(from..end)?, *class);
                from = end;
            }
            at = next;
        }
        Some(())
    }

    fn read(&mut self, syntaxes: &SyntaxSet, at: At, line: &str, key: u128) -> Option<(At, Runs)> {
        let (before, (mut state, mut stack)) = match at {
            At::Free(state) => (None, *state),
            At::Known(number) => (Some(number), self.states.get(number)?.clone()),
        };
        let mut runs: Vec<(u32, Option<Class>)> = Vec::new();
        let mut from = 0;
        for (place, operation) in state.parse_line(line, syntaxes).ok()? {
            if place > from {
                runs.push(((place - from) as u32, self.class(&stack)));
                from = place;
            }
            stack.apply(&operation).ok()?;
        }
        if line.len() > from {
            runs.push(((line.len() - from) as u32, self.class(&stack)));
        }
        let runs: Runs = runs.into();
        let next = self.number((state, stack));
        if let (Some(before), At::Known(after)) = (before, &next)
            && self.lines.len() < LINES
        {
            self.lines.insert((before, key), (*after, runs.clone()));
        }
        Some((next, runs))
    }

    /// The class of what stands there: the innermost scope that has one decides.
    fn class(&mut self, stack: &ScopeStack) -> Option<Class> {
        let known = &mut self.classes;
        let mut scopes = stack.as_slice().iter().rev();
        scopes.find_map(|scope| *known.entry(*scope).or_insert_with(|| class_of(*scope)))
    }

    /// The number of a state, if there is room for it.
    fn number(&mut self, state: (ParseState, ScopeStack)) -> At {
        match self.states.iter().position(|other| *other == state) {
            Some(number) => At::Known(number),
            None if self.states.len() < STATES => {
                self.states.push(state);
                At::Known(self.states.len() - 1)
            }
            None => At::Free(Box::new(state)),
        }
    }
}
