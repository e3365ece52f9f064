//! The best assignment: which pairs to take so that what they weigh together is the most.

use std::collections::{BTreeMap, HashMap};

/// The largest group of texts that hang together for which the best of all assignments is sought:
/// its cost grows with the cube. Of larger ones the heaviest pair is taken first.
const MOST: usize = 160;

/// A pair of places and what it weighs.
pub(super) type Weighed = (usize, usize, i64);

/// From pairs with their weights those that weigh the most together, each place used once. Weights
/// are above zero.
pub(super) fn assign(pairs: &[Weighed]) -> Vec<(usize, usize)> {
    let mut taken = Vec::new();
    for group in groups(pairs) {
        let mut rows: Vec<usize> = group.iter().map(|pair| pair.0).collect();
        let mut columns: Vec<usize> = group.iter().map(|pair| pair.1).collect();
        for places in [&mut rows, &mut columns] {
            places.sort_unstable();
            places.dedup();
        }
        if group.len() == 1 {
            taken.push((group[0].0, group[0].1));
        } else if rows.len().max(columns.len()) <= MOST {
            taken.extend(best(&group, &rows, &columns));
        } else {
            taken.extend(heaviest_first(group));
        }
    }
    taken
}

/// Pairs that share no place with those of another group.
fn groups(pairs: &[Weighed]) -> Vec<Vec<Weighed>> {
    // Rows and columns as nodes; each leads to one that stands for its group.
    let mut parent: HashMap<(bool, usize), (bool, usize)> = HashMap::new();
    fn root(
        parent: &mut HashMap<(bool, usize), (bool, usize)>,
        mut node: (bool, usize),
    ) -> (bool, usize) {
        while let Some(up) = parent.get(&node).copied().filter(|up| *up != node) {
            let above = parent.get(&up).copied().unwrap_or(up);
            parent.insert(node, above);
            node = up;
        }
        node
    }
    for (i, j, _) in pairs {
        let row = root(&mut parent, (false, *i));
        let column = root(&mut parent, (true, *j));
        parent.insert(row, column);
    }
    let mut groups: BTreeMap<(bool, usize), Vec<Weighed>> = BTreeMap::new();
    for pair in pairs {
        let root = root(&mut parent, (false, pair.0));
        groups.entry(root).or_default().push(*pair);
    }
    groups.into_values().collect()
}

fn heaviest_first(mut group: Vec<Weighed>) -> Vec<(usize, usize)> {
    group.sort_by_key(|(i, j, weight)| (std::cmp::Reverse(*weight), i + j, *i));
    let (mut rows, mut columns) = (HashMap::new(), HashMap::new());
    group
        .into_iter()
        .filter(|(i, j, _)| {
            let is_free = !rows.contains_key(i) && !columns.contains_key(j);
            if is_free {
                rows.insert(*i, ());
                columns.insert(*j, ());
            }
            is_free
        })
        .map(|(i, j, _)| (i, j))
        .collect()
}

/// The Hungarian method with potentials, <https://doi.org/10.1002/nav.3800020109>, on a square of
/// costs in which a pair that isn't there weighs nothing.
fn best(group: &[Weighed], rows: &[usize], columns: &[usize]) -> Vec<(usize, usize)> {
    let size = rows.len().max(columns.len());
    // From 1, as the method has a row and a column 0 that stand for none.
    let mut cost = vec![vec![0i64; size + 1]; size + 1];
    for (i, j, weight) in group {
        let row = rows.binary_search(i).unwrap_or_default();
        let column = columns.binary_search(j).unwrap_or_default();
        cost[row + 1][column + 1] = -weight;
    }
    let (mut of_row, mut of_column) = (vec![0i64; size + 1], vec![0i64; size + 1]);
    let mut row_at = vec![0usize; size + 1];
    for row in 1..=size {
        let mut least = vec![i64::MAX; size + 1];
        let mut from = vec![0usize; size + 1];
        let mut seen = vec![false; size + 1];
        let mut column = 0;
        row_at[0] = row;
        loop {
            seen[column] = true;
            let here = row_at[column];
            let (mut delta, mut next) = (i64::MAX, 0);
            for j in (1..=size).filter(|j| !seen[*j]) {
                let reduced = cost[here][j] - of_row[here] - of_column[j];
                if reduced < least[j] {
                    least[j] = reduced;
                    from[j] = column;
                }
                if least[j] < delta {
                    delta = least[j];
                    next = j;
                }
            }
            for j in 0..=size {
                if seen[j] {
                    of_row[row_at[j]] += delta;
                    of_column[j] -= delta;
                } else if j > 0 {
                    least[j] -= delta;
                }
            }
            column = next;
            if row_at[column] == 0 {
                break;
            }
        }
        while column != 0 {
            let before = from[column];
            row_at[column] = row_at[before];
            column = before;
        }
    }
    (1..=size)
        .filter(|column| cost[row_at[*column]][*column] < 0)
        .map(|column| (rows[row_at[column] - 1], columns[column - 1]))
        .collect()
}
