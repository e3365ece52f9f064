//! A few named values that belong together and are no view of their own.

use minijinja::Value;
use minijinja::value::{Enumerator, Object};
use std::sync::Arc;

/// Named values in the order given. Looked up one by one: there are never more than a handful, and
/// a page makes hundreds of these, so that no map is worth making.
struct Group<V>(V);

/// What a group may be made of: an array, or a list.
trait Named: AsRef<[(&'static str, Value)]> + Send + Sync + 'static {}

impl<V: AsRef<[(&'static str, Value)]> + Send + Sync + 'static> Named for V {}

/// A group as a template sees it.
pub(super) fn named<const N: usize>(values: [(&'static str, Value); N]) -> Value {
    Value::from_object(Group(values))
}

/// A group of which it is only known here how many values it has.
pub(super) fn named_list(values: Vec<(&'static str, Value)>) -> Value {
    Value::from_object(Group(values))
}

impl<V: Named> std::fmt::Debug for Group<V> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_map()
            .entries(self.0.as_ref().iter().map(|(name, value)| (name, value)))
            .finish()
    }
}

impl<V: Named> Object for Group<V> {
    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        self.get_value_by_str(key.as_str()?)
    }

    fn get_value_by_str(self: &Arc<Self>, key: &str) -> Option<Value> {
        let (_, value) = self.0.as_ref().iter().find(|(name, _)| *name == key)?;
        Some(value.clone())
    }

    fn enumerate(self: &Arc<Self>) -> Enumerator {
        Enumerator::Values(
            self.0
                .as_ref()
                .iter()
                .map(|(name, _)| Value::from(*name))
                .collect(),
        )
    }

    fn is_true(self: &Arc<Self>) -> bool {
        true
    }
}
