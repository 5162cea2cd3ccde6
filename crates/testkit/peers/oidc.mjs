// An OpenID provider for tests: `oidc-provider`, certified, with its own login and consent pages. It ends with its standard
// input; the line `rotate` gives it new keys.
//
// It tells in lines of JSON: the port it listens on, and that its keys are new. Arguments: certificate, key, and the addresses
// to which people may come back. The client is `vestibule` with `Oidc-Secret-1`, the public one `vestibule-public`. Any name
// and password pass at the login; the name is subject and username, and `ann` is in the groups staff and physics.

import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import { createInterface } from 'node:readline';
import { Provider } from 'oidc-provider';

const [certificate, key, ...redirect_uris] = process.argv.slice(2);
const say = (line) => process.stdout.write(JSON.stringify(line) + '\n');

const newKeys = () => {
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' });
  return { keys: [{ ...rsa, kid: randomUUID(), use: 'sig', alg: 'RS256' }] };
};

const common = { redirect_uris, response_types: ['code'], grant_types: ['authorization_code'] };
const make = (issuer) =>
  new Provider(issuer, {
    clients: [
      { ...common, client_id: 'vestibule', client_secret: 'Oidc-Secret-1' },
      { ...common, client_id: 'vestibule-public', token_endpoint_auth_method: 'none' },
    ],
    claims: {
      openid: ['sub'],
      profile: ['name', 'preferred_username'],
      email: ['email', 'email_verified'],
      groups: ['groups'],
    },
    scopes: ['openid', 'profile', 'email', 'groups'],
    pkce: { required: () => true },
    cookies: { keys: [randomUUID()] },
    jwks: newKeys(),
    findAccount: (_, id) => ({
      accountId: id,
      claims: () => ({
        sub: id,
        preferred_username: id,
        name: `${id} Provider`,
        email: `${id}@provider.example.org`,
        email_verified: true,
        groups: id === 'ann' ? ['staff', 'physics'] : [],
      }),
    }),
  });

let provider;
const server = createServer({ cert: readFileSync(certificate), key: readFileSync(key) }, (request, response) =>
  provider.callback()(request, response),
);
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address();
  const issuer = `https://localhost:${port}`;
  provider = make(issuer);
  say({ event: 'listening', port });
  const lines = createInterface({ input: process.stdin });
  lines.on('line', () => {
    provider = make(issuer);
    say({ event: 'rotated' });
  });
  lines.on('close', () => process.exit(0));
});
