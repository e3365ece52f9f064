//! Things by number, so that after linking there are no names left to look up.

use std::marker::PhantomData;
use std::ops::{Index, IndexMut};

/// The number of a `T` within the model's table of them.
pub struct Idx<T>(u32, PhantomData<fn() -> T>);

impl<T> Idx<T> {
    /// The thing at this place of its table.
    pub fn new(place: usize) -> Self {
        Idx(place as u32, PhantomData)
    }

    /// The place in the table.
    pub fn place(self) -> usize {
        self.0 as usize
    }
}

impl<T> Clone for Idx<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> Copy for Idx<T> {}
impl<T> PartialEq for Idx<T> {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}
impl<T> Eq for Idx<T> {}
impl<T> PartialOrd for Idx<T> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}
impl<T> Ord for Idx<T> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.0.cmp(&other.0)
    }
}
impl<T> std::hash::Hash for Idx<T> {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.0.hash(state);
    }
}
impl<T> std::fmt::Debug for Idx<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "#{}", self.0)
    }
}

/// All things of one kind, in the order in which they are listed.
#[derive(Debug)]
pub struct Table<T>(Vec<T>);

impl<T> Default for Table<T> {
    fn default() -> Self {
        Table(Vec::new())
    }
}

impl<T> Table<T> {
    /// Takes one in at the end.
    pub fn push(&mut self, thing: T) -> Idx<T> {
        self.0.push(thing);
        Idx::new(self.0.len() - 1)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// All of them with their numbers.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (Idx<T>, &T)> + ExactSizeIterator {
        self.0
            .iter()
            .enumerate()
            .map(|(place, thing)| (Idx::new(place), thing))
    }

    /// All numbers.
    pub fn ids(&self) -> impl DoubleEndedIterator<Item = Idx<T>> + ExactSizeIterator + use<T> {
        (0..self.0.len()).map(Idx::new)
    }
}

impl<T> From<Vec<T>> for Table<T> {
    fn from(things: Vec<T>) -> Self {
        Table(things)
    }
}

impl<T> Index<Idx<T>> for Table<T> {
    type Output = T;
    fn index(&self, id: Idx<T>) -> &T {
        &self.0[id.place()]
    }
}

impl<T> IndexMut<Idx<T>> for Table<T> {
    fn index_mut(&mut self, id: Idx<T>) -> &mut T {
        &mut self.0[id.place()]
    }
}
