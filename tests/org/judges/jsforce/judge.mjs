// Does with jsforce what people do with it, against the org that the first argument names, and prints what came of each
// step as JSON. The token comes by the environment.
import { Buffer } from 'node:buffer';
import { createHash, randomBytes } from 'node:crypto';
import jsforce from 'jsforce';

const [instanceUrl, redirectUri] = process.argv.slice(2);
const { ACCESS_TOKEN: accessToken } = process.env;
const conn = new jsforce.Connection({ instanceUrl, accessToken, version: '67.0' });
const steps = {};

const failure = async (work) => {
  try {
    await work();
  } catch (error) {
    return { code: error.errorCode ?? error.name, message: error.message };
  }
  return null;
};

const identity = await conn.identity();
steps.identity = { user: identity.user_id, organization: identity.organization_id };

const lead = await conn.sobject('Lead').create({ LastName: "O'Neil", FirstName: 'Ada', Company: 'Acme 50%' });
steps.created = { success: lead.success, prefix: lead.id.slice(0, 3), length: lead.id.length };
steps.updated = await conn.sobject('Lead').update({ Id: lead.id, Title: 'Countess' });
const read = await conn.sobject('Lead').retrieve(lead.id);
steps.read = { name: read.Name, title: read.Title, status: read.Status };

const made = await conn.sobject('Account').create(
  Array.from({ length: 450 }, (_, number) => ({ Name: `Account ${String(number).padStart(3, '0')}` })),
  { allowRecursive: true },
);
steps.made = made.filter((item) => item.success).length;
const first = await conn.query('SELECT Id, Name FROM Account ORDER BY Name', { headers: { 'Sforce-Query-Options': 'batchSize=200' } });
const second = first.done ? first : await conn.queryMore(first.nextRecordsUrl);
const third = second.done ? second : await conn.queryMore(second.nextRecordsUrl);
steps.pages = [first, second, third].map((page) => [page.totalSize, page.records.length, page.done]);
steps.last = third.records.at(-1).Name;
steps.fetched = (await conn.query('SELECT Id FROM Account', { autoFetch: true, maxFetch: 1000 })).records.length;

const found = await conn.sobject('Lead').find({ Name: { $like: "Ada O'%" }, Company: 'Acme 50%' }, ['Id', 'Name', 'Owner.Name']).limit(5).execute();
steps.found = found.map((record) => [record.Id === lead.id, record.Name, record.Owner.Name]);
steps.count = await conn.sobject('Account').count({ Name: { $gte: 'Account 400' } });
const searched = await conn.search('FIND {Ada} IN NAME FIELDS RETURNING Lead(Id, Name), Contact(Id)');
steps.searched = searched.searchRecords.map((record) => [record.attributes.type, record.Name]);

const described = await conn.sobject('Opportunity').describe();
steps.described = described.fields.filter((field) => field.createable && !field.nillable && !field.defaultedOnCreate).map((field) => field.name);
steps.global = (await conn.describeGlobal()).sobjects.map((item) => item.name);
steps.limits = Object.keys(await conn.request('/services/data/v67.0/limits')).includes('DailyApiRequests');
steps.versions = (await conn.request('/services/data')).at(-1).version;

const destroyed = await conn.sobject('Account').destroy(first.records.slice(0, 3).map((record) => record.Id));
steps.destroyed = destroyed.map((item) => item.success);
await conn.sobject('Lead').destroy(lead.id);

steps.errors = {
  required: await failure(() => conn.sobject('Lead').create({ FirstName: 'x' })),
  field: await failure(() => conn.sobject('Lead').create({ LastName: 'x', Company: 'y', foo: 1 })),
  deleted: await failure(() => conn.sobject('Lead').destroy(lead.id)),
  missing: await failure(() => conn.sobject('Lead').retrieve('00Q5g00000ABCDEEA5')),
  query: await failure(() => conn.query('SELECT Id FORM Lead')),
  column: await failure(() => conn.query('SELECT foo FROM Lead')),
  session: await failure(() => new jsforce.Connection({ instanceUrl, accessToken: '00D!x', version: '67.0' }).query('SELECT Id FROM Lead')),
};

// The handshake, as jsforce itself does it: it sends a challenge without a method.
const oauth2 = new jsforce.OAuth2({ loginUrl: instanceUrl, clientId: 'xogen-embedded-org', redirectUri, useVerifier: true });
const back = await fetch(oauth2.getAuthorizationUrl({ scope: 'api id refresh_token', state: 's' }), { redirect: 'manual' });
const code = new URL(back.headers.get('location')).searchParams.get('code');
const own = new jsforce.Connection({ oauth2, instanceUrl, version: '67.0' });
const user = await own.authorize(code);
steps.signedIn = { user: user.id, organization: user.organizationId };
let renewed = 0;
own.on('refresh', () => { renewed += 1; });
own.accessToken = '00D!expired';
steps.afterRefresh = (await own.query('SELECT COUNT() FROM Lead')).totalSize;
steps.renewed = renewed;
// Of the access token only: jsforce does not keep the refresh token that rotation gave it.
await own.logout();
steps.afterLogout = (await failure(() => own.query('SELECT Id FROM Lead'))) !== null;

// PKCE done by hand, in case a client's own helper hides a mistake.
const verifier = randomBytes(64).toString('base64url');
const challenge = createHash('sha256').update(verifier).digest('base64url');
const asked = new URLSearchParams({ response_type: 'code', client_id: 'xogen-embedded-org', redirect_uri: redirectUri, code_challenge: challenge, code_challenge_method: 'S256' });
const again = await fetch(`${instanceUrl}/services/oauth2/authorize?${asked}`, { redirect: 'manual' });
const form = new URLSearchParams({ grant_type: 'authorization_code', client_id: 'xogen-embedded-org', redirect_uri: redirectUri, code: new URL(again.headers.get('location')).searchParams.get('code'), code_verifier: verifier });
const token = await (await fetch(`${instanceUrl}/services/oauth2/token`, { method: 'POST', body: form })).json();
steps.tokenLength = Buffer.byteLength(token.access_token) > 60;

console.log(JSON.stringify(steps));
