/**
 * Loaded into n8n before itself (`node --require`), for the peer's benchmark only: the address of the built-in Xero node is fixed, so
 * its calls to api.xero.com and identity.xero.com are led to the stand-in named by BENCH_XERO_URL. The calls stay as they are.
 */
const http = require('node:http');
const https = require('node:https');

const standIn = new URL(process.env.BENCH_XERO_URL);
const HOSTS = new Set(['api.xero.com', 'identity.xero.com']);
const agent = new http.Agent({ keepAlive: true });
const toVendor = https.request;

https.request = function (options, ...rest) {
	if (typeof options !== 'object' || !HOSTS.has(options.hostname ?? options.host)) return toVendor.call(this, options, ...rest);
	const led = { ...options, protocol: standIn.protocol, hostname: standIn.hostname, host: standIn.hostname, port: standIn.port, agent };
	return http.request(led, ...rest);
};
