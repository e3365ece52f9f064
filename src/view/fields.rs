//! The macro that makes views: fields with their docs in one place.

/// The docs of one view: its name, what it is, and its fields with what they hold.
#[derive(Debug)]
pub struct FieldDoc {
    /// The name in docs/theming.md.
    pub name: &'static str,
    /// What it is.
    pub doc: &'static str,
    /// Name and meaning of each field.
    pub fields: &'static [(&'static str, &'static str)],
    /// Whether it has the fields of every thing as well.
    pub is_thing: bool,
}

/// Makes a view of `$name`, which a template sees as a map. A field is computed when it is asked
/// for. With `thing $thing`, the fields that all kinds have are there as well.
macro_rules! view {
    (
        #[doc = $doc:literal]
        $name:ident($id:ty) $(thing $thing:expr)? ;
        $( $(#[doc = $field_doc:literal])+ $field:ident = |$view:ident| $value:expr; )*
    ) => {
        #[doc = $doc]
        #[derive(Clone)]
        pub struct $name {
            pub(in crate::view) scope: $crate::view::scope::Scope,
            // The view of the site as a whole needs none.
            #[allow(dead_code)]
            pub(in crate::view) id: $id,
        }

        impl $name {
            /// The docs of the view.
            pub const DOC: $crate::view::fields::FieldDoc = $crate::view::fields::FieldDoc {
                name: stringify!($name),
                doc: $doc,
                fields: &[$((stringify!($field), concat!($($field_doc),+))),*],
                is_thing: view!(@is_thing $($thing)?),
            };

            /// The view as a template sees it.
            pub fn value(scope: &$crate::view::scope::Scope, id: $id) -> minijinja::Value {
                minijinja::Value::from_object($name { scope: scope.clone(), id })
            }

            /// Several of them.
            #[allow(dead_code)]
            pub fn values(
                scope: &$crate::view::scope::Scope,
                ids: impl IntoIterator<Item = $id>,
            ) -> minijinja::Value {
                ids.into_iter().map(|id| $name::value(scope, id)).collect()
            }
        }

        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(stringify!($name))
            }
        }

        impl minijinja::value::Object for $name {
            fn get_value(self: &std::sync::Arc<Self>, key: &minijinja::Value) -> Option<minijinja::Value> {
                self.get_value_by_str(key.as_str()?)
            }

            fn get_value_by_str(self: &std::sync::Arc<Self>, key: &str) -> Option<minijinja::Value> {
                match key {
                    $(stringify!($field) => {
                        let $view: &$name = self;
                        Some(minijinja::Value::from($value))
                    })*
                    #[allow(unused_variables)]
                    other => view!(@fallback self, other $(, $thing)?),
                }
            }

            fn enumerate(self: &std::sync::Arc<Self>) -> minijinja::value::Enumerator {
                minijinja::value::Enumerator::Str(&[$(stringify!($field)),*])
            }

            // A view stands for something that is there, so that `if` needs no list of its fields.
            fn is_true(self: &std::sync::Arc<Self>) -> bool {
                true
            }

            fn render(self: &std::sync::Arc<Self>, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(stringify!($name))
            }
        }
    };
    (@is_thing) => { false };
    (@is_thing $thing:expr) => { true };
    (@fallback $this:ident, $key:ident) => { None };
    (@fallback $this:ident, $key:ident, $thing:expr) => {{
        let thing: fn(&Self) -> $crate::model::Thing = $thing;
        $crate::view::thing::field(&$this.scope, thing($this), $key)
    }};
}
