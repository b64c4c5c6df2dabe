//! A handler of which the compiler knows no more than that it answers.

use std::fmt;
use std::pin::Pin;
use std::sync::Arc;

use axum::extract::Request;
use axum::handler::Handler;
use axum::response::Response;

/// An answer on its way.
type Answering = Pin<Box<dyn Future<Output = Response> + Send>>;

/// Any handler of a state. What the library puts around a handler is compiled for this one type, and not again for each
/// address, for every one of which it would follow everything that the handler awaits.
pub(super) struct Any<S>(Arc<dyn Fn(Request, S) -> Answering + Send + Sync>);

impl<S: 'static> Any<S> {
    /// Of this handler.
    pub(super) fn of<H, T>(handler: H) -> Self
    where
        H: Handler<T, S>,
        T: 'static,
    {
        Self(Arc::new(move |request, state| {
            Box::pin(handler.clone().call(request, state))
        }))
    }
}

impl<S> Clone for Any<S> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<S> fmt::Debug for Any<S> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Any")
    }
}

impl<S: Send + Sync + 'static> Handler<(), S> for Any<S> {
    type Future = Answering;

    fn call(self, request: Request, state: S) -> Answering {
        (self.0)(request, state)
    }
}
