// oidc-provider with Salesforce's routes and token answers, for one app. Whoever comes is signed in and agrees.
// Usage: node server.mjs REDIRECT_URI; prints its URL. Nothing here was written with xogen's client in mind: what it
// accepts and refuses is oidc-provider's own behaviour.
import { createServer } from 'node:http';
import { once } from 'node:events';
import { Provider } from 'oidc-provider';

const [redirect] = process.argv.slice(2);
const ORGANIZATION = '00D5i000000abcDEAQ';
const USER = '0055i000000abcDAAQ';

const server = createServer();
server.listen(0, '127.0.0.1');
await once(server, 'listening');
const base = `http://localhost:${server.address().port}`;

const app = (client_id, more) => ({
  client_id,
  application_type: 'native',
  redirect_uris: [redirect],
  grant_types: ['authorization_code', 'refresh_token'],
  response_types: ['code'],
  ...more,
});

const provider = new Provider(base, {
  clients: [
    app('confidential', { client_secret: 'planted-client-secret', token_endpoint_auth_method: 'client_secret_post' }),
    app('public', { token_endpoint_auth_method: 'none' }),
  ],
  routes: {
    authorization: '/services/oauth2/authorize',
    token: '/services/oauth2/token',
    revocation: '/services/oauth2/revoke',
    introspection: '/services/oauth2/introspect',
    userinfo: '/services/oauth2/userinfo',
  },
  scopes: ['api', 'id', 'refresh_token'],
  pkce: { required: () => true },
  features: { devInteractions: { enabled: false }, revocation: { enabled: true } },
  interactions: { url: (ctx, interaction) => `/interaction/${interaction.uid}` },
  issueRefreshToken: async (ctx, client, code) => code.scopes.has('refresh_token'),
  rotateRefreshToken: true,
  cookies: { keys: ['of a test'] },
  findAccount: (ctx, id) => ({ accountId: id, claims: () => ({ sub: id }) }),
});

provider.use(async (ctx, next) => {
  if (ctx.path.startsWith('/interaction/')) {
    const { prompt, params } = await provider.interactionDetails(ctx.req, ctx.res);
    if (prompt.name === 'login') {
      await provider.interactionFinished(ctx.req, ctx.res, { login: { accountId: USER } });
    } else {
      const grant = new provider.Grant({ accountId: USER, clientId: params.client_id });
      grant.addOIDCScope(params.scope);
      await provider.interactionFinished(ctx.req, ctx.res, { consent: { grantId: await grant.save() } });
    }
    ctx.respond = false;
    return;
  }
  if (ctx.path.startsWith('/services/data/')) {
    await rest(ctx);
    return;
  }
  await next();
  if (ctx.path === '/services/oauth2/token' && ctx.status === 200) {
    const { expires_in, ...answer } = ctx.body;
    ctx.body = {
      ...answer,
      instance_url: base,
      id: `${base}/id/${ORGANIZATION}/${USER}`,
      issued_at: String(Date.now()),
    };
  }
});

async function rest(ctx) {
  if (ctx.path === '/services/data/') {
    ctx.body = [{ label: "Summer '26", url: '/services/data/v67.0', version: '67.0' }];
    return;
  }
  const bearer = (ctx.get('authorization').match(/^Bearer (.+)$/) ?? [])[1];
  const token = bearer && (await provider.AccessToken.find(bearer));
  if (!token || !(await provider.Grant.find(token.grantId))) {
    ctx.status = 401;
    ctx.body = [{ message: 'Session expired or invalid', errorCode: 'INVALID_SESSION_ID' }];
  } else if (ctx.path.endsWith('/limits')) {
    ctx.body = { DailyApiRequests: { Max: 15000, Remaining: 14998 } };
  } else {
    const organization = { OrganizationType: 'Developer Edition', TrialExpirationDate: null, IsSandbox: false };
    ctx.body = { totalSize: 1, done: true, records: [organization] };
  }
}

server.on('request', provider.callback());
console.log(base);
