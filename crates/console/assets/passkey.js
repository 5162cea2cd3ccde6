// Passkeys: asks the browser for one and sends its answer with the form. Where this file or passkeys are missing, the forms
// stay hidden, and codes of an app and recovery codes serve.

const octets = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));
const base64url = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

const create = async (options) => {
  options.challenge = octets(options.challenge);
  options.user.id = octets(options.user.id);
  for (const known of options.excludeCredentials ?? []) known.id = octets(known.id);
  const { id, rawId, type, response } = await navigator.credentials.create({ publicKey: options });
  return {
    id,
    rawId: base64url(rawId),
    type,
    response: {
      attestationObject: base64url(response.attestationObject),
      clientDataJSON: base64url(response.clientDataJSON),
      transports: response.getTransports?.() ?? [],
    },
  };
};

const get = async (options) => {
  options.challenge = octets(options.challenge);
  for (const known of options.allowCredentials ?? []) known.id = octets(known.id);
  const { id, rawId, type, response } = await navigator.credentials.get({ publicKey: options });
  return {
    id,
    rawId: base64url(rawId),
    type,
    response: {
      authenticatorData: base64url(response.authenticatorData),
      clientDataJSON: base64url(response.clientDataJSON),
      signature: base64url(response.signature),
      userHandle: response.userHandle ? base64url(response.userHandle) : null,
    },
  };
};

// What the browser says when it has no passkey to show, in words for people.
const words = (error) => {
  if (error.name === "InvalidStateError") return "This device has a passkey for your account already.";
  if (error.name === "NotAllowedError") return "The passkey was not used: it was cancelled, or it took too long. Try again.";
  return "The passkey could not be used. Try again, or use a code.";
};

for (const form of document.querySelectorAll("form[data-passkey]")) {
  if (!window.PublicKeyCredential) continue;
  form.hidden = false;
  for (const spare of document.querySelectorAll("[data-no-passkey]")) spare.hidden = true;
  const fault = form.querySelector("[data-fault]");
  const button = form.querySelector("button");
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    fault.hidden = true;
    button.disabled = true;
    try {
      const asked = await fetch(form.dataset.ask, { method: "POST" });
      if (asked.redirected) {
        location.assign(asked.url);
        return;
      }
      if (!asked.ok) throw new Error(`${asked.status}`);
      const { ceremony, options } = await asked.json();
      const answer = await (form.dataset.passkey === "create" ? create : get)(options.publicKey);
      form.elements.ceremony.value = ceremony;
      form.elements.response.value = JSON.stringify(answer);
      form.submit();
    } catch (error) {
      fault.querySelector("span").textContent = words(error);
      fault.hidden = false;
      button.disabled = false;
    }
  });
}
