//! The signature of a telling, as <https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md>
//! has it: HMAC-SHA-256 over id, time and body, so that none of the three can be another's.

use aws_lc_rs::hmac::{self, HMAC_SHA256};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

/// Signs a telling with the octets of a secret: `v1,` and the code in Base64.
pub fn signature(secret: &[u8], id: &str, at: i64, body: &str) -> String {
    let key = hmac::Key::new(HMAC_SHA256, secret);
    let code = hmac::sign(&key, format!("{id}.{at}.{body}").as_bytes());
    format!("v1,{}", STANDARD.encode(code.as_ref()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example in the documentation of the scheme.
    #[test]
    fn the_published_example_comes_out() {
        let secret = STANDARD.decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").expect("Base64");
        let signed =
            signature(&secret, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1_614_265_330, r#"{"test": 2432232314}"#);
        assert_eq!(signed, "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }
}
