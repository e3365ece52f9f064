pub(super) fn check(_: &std::sync::Arc<crate::site::Site>, _: Option<&crate::site::Site>) -> Vec<crate::diagnostic::Diagnostic> { vec![] }
