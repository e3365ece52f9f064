//! Three versions of a sequence into one: what each side added, removed, changed or moved.

/// One element of what came out. At least one of the three is there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Node {
    /// Its place in the version that both sides began with.
    pub base: Option<usize>,
    /// Its place here.
    pub ours: Option<usize>,
    /// Its place in the other one.
    pub theirs: Option<usize>,
}

/// What is asked of the three sequences.
pub(super) struct Sides<'a> {
    /// How many elements each has.
    pub lengths: [usize; 3],
    /// Which of ours is which of the base: (base, ours).
    pub ours: &'a [(usize, usize)],
    /// The same of theirs.
    pub theirs: &'a [(usize, usize)],
    /// Elements that both added: (ours, theirs).
    pub added: &'a [(usize, usize)],
}

/// The elements in their order, with those that only one side removed: whether they go is for the
/// caller to say, who knows what they say. The order is that of the side that moved something; where
/// both did, ours. What both add at one place stands there one behind the other, ours first.
pub(super) fn woven(sides: &Sides<'_>) -> Vec<Node> {
    let [base, ours, theirs] = sides.lengths;
    let mut nodes: Vec<Node> = (0..base)
        .map(|at| Node {
            base: Some(at),
            ..Node::default()
        })
        .collect();
    let mut of_ours: Vec<Option<usize>> = vec![None; ours];
    let mut of_theirs: Vec<Option<usize>> = vec![None; theirs];
    for (at, place) in sides.ours {
        nodes[*at].ours = Some(*place);
        of_ours[*place] = Some(*at);
    }
    for (at, place) in sides.theirs {
        nodes[*at].theirs = Some(*place);
        of_theirs[*place] = Some(*at);
    }
    for (place, of) in of_ours.iter_mut().enumerate() {
        if of.is_none() {
            *of = Some(nodes.len());
            nodes.push(Node {
                ours: Some(place),
                ..Node::default()
            });
        }
    }
    for (ours, theirs) in sides.added {
        if let (Some(node), None) = (of_ours[*ours], of_theirs[*theirs]) {
            nodes[node].theirs = Some(*theirs);
            of_theirs[*theirs] = Some(node);
        }
    }
    for (place, of) in of_theirs.iter_mut().enumerate() {
        if of.is_none() {
            *of = Some(nodes.len());
            nodes.push(Node {
                theirs: Some(place),
                ..Node::default()
            });
        }
    }
    let is_kept = {
        let mut order: Vec<(usize, usize)> = sides.ours.to_vec();
        order.sort_unstable();
        order.windows(2).all(|pair| pair[0].1 < pair[1].1)
    };
    // Ours goes first where both add, so it is put in behind the anchor when theirs is the spine,
    // and theirs behind all that ours has there when ours is.
    let (spine, rest) = match is_kept {
        true => (&of_theirs, &of_ours),
        false => (&of_ours, &of_theirs),
    };
    let mut order: Vec<usize> = spine.iter().flatten().copied().collect();
    let added_by_spine = |node: &Node| match is_kept {
        true => node.base.is_none() && node.ours.is_none(),
        false => node.base.is_none() && node.theirs.is_none(),
    };
    let mut at = 0;
    for node in rest.iter().flatten() {
        match order.iter().position(|other| other == node) {
            Some(place) => at = place + 1,
            None => {
                while !is_kept && order.get(at).is_some_and(|it| added_by_spine(&nodes[*it])) {
                    at += 1;
                }
                order.insert(at, *node);
                at += 1;
            }
        }
    }
    order.into_iter().map(|node| nodes[node]).collect()
}
