//! Which texts of one side are which of the other: by identity, then by words.

use super::assignment::assign;
use super::words::{folded, has_words};
use std::borrow::Borrow;
use std::cmp::{Ordering, Reverse};
use std::collections::HashMap;
use std::sync::OnceLock;
use xxhash_rust::xxh3::xxh3_64;

/// How like two statements must be to be one that was reworded: the share of words in common.
/// Chosen on the statements of published frameworks, where unrelated ones of one skill stay below
/// a half.
pub(super) const REWORDED: f64 = 0.6;

/// How like they must be where one stands in another place than the other: there are many more to
/// be confused with.
pub(super) const REWORDED_ELSEWHERE: f64 = 0.8;

/// Shorter texts, in words, say too little to be known again elsewhere: "None yet".
pub(super) const TELLING: usize = 3;

/// The most pairs of which each is looked at. Beyond it only those are that share a rare word, and
/// those that stand at about the same place.
pub(super) const MOST_PAIRS: usize = 250_000;

/// A word in more texts than this tells little of any of them.
const RARE: usize = 12;

/// How far from its place a text is looked for where there are too many to look at all.
const WINDOW: usize = 4;

/// The pairs of texts (their places in `old` and in `new`) that are most alike, so that as much as
/// possible is alike in all pairs together and two near ones don't cross. Each text is in one pair
/// at most. The other way round the pairs are the same.
///
/// The cost is that of all pairs for a few hundred texts, and about linear beyond.
pub(super) fn alike(old: &[&str], new: &[&str], least: f64) -> Vec<(usize, usize)> {
    let bags = |texts: &[&str]| texts.iter().map(|text| Bag::of(text)).collect::<Vec<_>>();
    if old.is_empty() || new.is_empty() {
        return Vec::new();
    }
    let is_turned = (new.len(), new) < (old.len(), old);
    alike_bags(&bags(old), &bags(new), least, is_turned)
}

/// The same of texts whose words are known. Both directions have to tell the same story, so they
/// are computed as one: `is_turned` is true in one of the two.
pub(super) fn alike_bags<B: Borrow<Bag>>(
    old: &[B],
    new: &[B],
    least: f64,
    is_turned: bool,
) -> Vec<(usize, usize)> {
    // Which pairs are looked at depends on the direction where there are too many of them.
    let candidates = match is_turned {
        false => candidates(old, new),
        true => {
            let candidates = candidates(new, old).into_iter();
            candidates.map(|(j, i)| (i, j)).collect()
        }
    };
    let pairs = candidates.into_iter().filter_map(|(i, j)| {
        let likeness = likeness(old[i].borrow(), new[j].borrow(), least)?;
        Some((i, j, likeness))
    });
    assigned(pairs.collect(), is_turned)
}

/// How much the words of two texts have in common, and how much their pairs of words; none where
/// it is less than `least`.
pub(super) fn likeness(a: &Bag, b: &Bag, least: f64) -> Option<(f64, f64)> {
    if a.may_have_in_common(b) < least {
        return None;
    }
    let of_words = common(&a.words, &b.words);
    (of_words >= least).then(|| (of_words, common(a.neighbours(), b.neighbours())))
}

/// Of pairs with their likeness those that are taken.
pub(super) fn assigned(
    pairs: Vec<(usize, usize, (f64, f64))>,
    is_turned: bool,
) -> Vec<(usize, usize)> {
    let turned = |(i, j): (usize, usize)| if is_turned { (j, i) } else { (i, j) };
    let mut weighed: Vec<_> = pairs
        .into_iter()
        .map(|(i, j, (of_words, of_neighbours))| {
            let (i, j) = turned((i, j));
            (i, j, weight(of_words, of_neighbours, i, j))
        })
        .collect();
    weighed.sort_unstable();
    let mut pairs: Vec<_> = assign(&weighed).into_iter().map(turned).collect();
    pairs.sort_unstable();
    pairs
}

/// The words of a text by their hashes, and its pairs of neighbouring words, which tell texts of the
/// same words apart.
#[derive(Debug)]
pub struct Bag {
    /// Whether the text says enough to be known again elsewhere.
    pub(super) is_telling: bool,
    /// In the order of the text.
    said: Vec<u64>,
    /// Sorted.
    words: Vec<u64>,
    neighbours: OnceLock<Vec<(u64, u64)>>,
    /// A bit for each word, and how many words have the bit of another one.
    bits: u128,
    doubled: u32,
}

impl Bag {
    pub(super) fn of(text: &str) -> Bag {
        let said: Vec<u64> = folded(text).map(|word| xxh3_64(word.as_bytes())).collect();
        let mut words = said.clone();
        words.sort_unstable();
        let bits = words
            .iter()
            .fold(0u128, |bits, word| bits | 1 << (word % 128));
        Bag {
            is_telling: has_words(text, TELLING),
            doubled: words.len() as u32 - bits.count_ones(),
            said,
            words,
            neighbours: OnceLock::new(),
            bits,
        }
    }

    fn neighbours(&self) -> &[(u64, u64)] {
        self.neighbours.get_or_init(|| {
            let pairs = self.said.windows(2).map(|pair| (pair[0], pair[1]));
            let mut pairs: Vec<(u64, u64)> = pairs.collect();
            pairs.sort_unstable();
            pairs
        })
    }

    /// At least as much as the words of two texts have in common; far quicker to know, and enough
    /// to tell most pairs apart.
    fn may_have_in_common(&self, other: &Bag) -> f64 {
        let total = self.words.len() + other.words.len();
        if total == 0 {
            return 1.0;
        }
        let both = (self.bits & other.bits).count_ones() + self.doubled.min(other.doubled);
        f64::from(2 * both) / total as f64
    }
}

/// How much two texts have in common, from 0 to 1: Dice's coefficient with counts,
/// <https://doi.org/10.2307/1932409>.
fn common<T: Ord>(a: &[T], b: &[T]) -> f64 {
    let total = a.len() + b.len();
    if total == 0 {
        return 1.0;
    }
    let (mut i, mut j, mut both) = (0, 0, 0usize);
    while i < a.len() && j < b.len() {
        match a[i].cmp(&b[j]) {
            Ordering::Less => i += 1,
            Ordering::Greater => j += 1,
            Ordering::Equal => {
                both += 1;
                i += 1;
                j += 1;
            }
        }
    }
    (2 * both) as f64 / total as f64
}

/// Words decide, then their order, then the place. The square of the distance is less for two
/// pairs that don't cross than for two that do.
fn weight(of_words: f64, of_neighbours: f64, i: usize, j: usize) -> i64 {
    let distance = i.abs_diff(j).min(1_000) as i64;
    let alike = (of_words * 1000.0).round() as i64 * 1000 + (of_neighbours * 999.0).round() as i64;
    // More than all distances of a hundred pairs together.
    alike * 100_000_000 - distance * distance
}

/// Pairs that may be alike, in order.
fn candidates<B: Borrow<Bag>>(old: &[B], new: &[B]) -> Vec<(usize, usize)> {
    if old.len().saturating_mul(new.len()) <= MOST_PAIRS {
        return (0..old.len())
            .flat_map(|i| (0..new.len()).map(move |j| (i, j)))
            .collect();
    }
    let mut places: HashMap<u64, Vec<usize>> = HashMap::new();
    for (j, bag) in new.iter().enumerate() {
        for word in &bag.borrow().words {
            let places = places.entry(*word).or_default();
            if places.last() != Some(&j) && places.len() <= RARE {
                places.push(j);
            }
        }
    }
    let mut pairs = Vec::new();
    for (i, bag) in old.iter().enumerate() {
        let mut shared: HashMap<usize, usize> = HashMap::new();
        for word in &bag.borrow().words {
            let places = places.get(word).filter(|all| all.len() <= RARE);
            for j in places.into_iter().flatten() {
                *shared.entry(*j).or_default() += 1;
            }
        }
        let mut near: Vec<(Reverse<usize>, usize)> = shared
            .into_iter()
            .map(|(j, count)| (Reverse(count), j))
            .collect();
        near.sort_unstable();
        near.truncate(RARE);
        let mut near: Vec<usize> = near.into_iter().map(|(_, j)| j).collect();
        near.extend((i.saturating_sub(WINDOW)..=i + WINDOW).filter(|j| *j < new.len()));
        near.sort_unstable();
        near.dedup();
        pairs.extend(near.into_iter().map(|j| (i, j)));
    }
    pairs
}

/// The pairs of equal keys, each used once, in the order of `new`: of several with one key the
/// first is the first.
pub(super) fn equal<K: Ord>(
    old: impl IntoIterator<Item = (usize, K)>,
    new: impl IntoIterator<Item = (usize, K)>,
) -> Vec<(usize, usize)> {
    fn sorted<K: Ord>(keys: impl IntoIterator<Item = (usize, K)>) -> Vec<(K, usize)> {
        let mut keys: Vec<_> = keys.into_iter().map(|(place, key)| (key, place)).collect();
        keys.sort_unstable();
        keys
    }
    let (old, new) = (sorted(old), sorted(new));
    let (mut i, mut j) = (0, 0);
    let mut pairs = Vec::new();
    while let (Some((a, old)), Some((b, new))) = (old.get(i), new.get(j)) {
        let order = a.cmp(b);
        i += usize::from(order.is_le());
        j += usize::from(order.is_ge());
        if order.is_eq() {
            pairs.push((*old, *new));
        }
    }
    pairs.sort_unstable_by_key(|(_, new)| *new);
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_near_statements_do_not_cross() {
        let old = [
            "Designs services that hold at ten times the load",
            "Designs services that hold at twice the load",
        ];
        let new = [
            "Designs all services that hold at twice the load",
            "Designs all services that hold at ten times the load",
        ];
        assert_eq!(alike(&old, &new, REWORDED), [(0, 1), (1, 0)]);
    }

    #[test]
    fn the_best_of_all_pairs_is_taken_and_not_the_best_pair_first() {
        // The first of the old is nearest to the second of the new, which the second needs more.
        let old = ["a b c d e f g h", "a b c d e f x y"];
        let new = ["a b c d e z g q", "a b c d e f g h i"];
        let pairs = alike(&old, &new, 0.6);
        assert_eq!(pairs.len(), 2, "{pairs:?}");
    }

    #[test]
    fn both_directions_pair_alike() {
        let old = ["one two three", "one two four", "one two five"];
        let new = ["one two six", "one two seven"];
        let back: Vec<(usize, usize)> = alike(&new, &old, 0.6)
            .into_iter()
            .map(|(new, old)| (old, new))
            .collect();
        let mut back = back;
        back.sort_unstable();
        assert_eq!(alike(&old, &new, 0.6), back);
    }

    #[test]
    fn both_directions_pair_alike_where_not_every_pair_is_looked_at() {
        // Most words are rare in the one list and not in the other.
        let text = |i: usize, end: &str| {
            let words: Vec<String> = (54..62)
                .map(|most| format!("w{most}-{}", i % most))
                .collect();
            format!("{} {end}", words.join(" "))
        };
        let old: Vec<String> = (0..840).map(|i| text(i, "now")).collect();
        let new: Vec<String> = (0..640).rev().map(|i| text(i, "then")).collect();
        let old: Vec<&str> = old.iter().map(String::as_str).collect();
        let new: Vec<&str> = new.iter().map(String::as_str).collect();
        assert!(old.len() * new.len() > MOST_PAIRS);
        let there = alike(&old, &new, REWORDED);
        assert!(there.len() > 20, "{}", there.len());
        let back = alike(&new, &old, REWORDED).into_iter();
        let mut back: Vec<(usize, usize)> = back.map(|(new, old)| (old, new)).collect();
        back.sort_unstable();
        assert_eq!(there, back);
    }

    #[test]
    fn thousands_of_texts_are_paired_in_time() {
        let text = |i: usize, end: &str| format!("Keeps the service number {i} of the team {end}");
        let old: Vec<String> = (0..3000).map(|i| text(i, "running")).collect();
        let new: Vec<String> = (0..3000).rev().map(|i| text(i, "healthy")).collect();
        let of = |texts: &'_ [String]| -> Vec<String> { texts.to_vec() };
        let (old, new) = (of(&old), of(&new));
        let old: Vec<&str> = old.iter().map(String::as_str).collect();
        let new: Vec<&str> = new.iter().map(String::as_str).collect();
        let begun = std::time::Instant::now();
        let pairs = alike(&old, &new, REWORDED);
        assert_eq!(pairs.len(), 3000);
        let right = pairs.iter().filter(|(i, j)| i + j == 2999).count();
        assert!(right > 2950, "{right}");
        assert!(begun.elapsed().as_secs() < 20, "{:?}", begun.elapsed());
    }
}
