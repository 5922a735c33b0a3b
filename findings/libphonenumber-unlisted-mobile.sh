#!/usr/bin/env bash
# libphonenumber-js@1.13.16, all metadata (max): two well-formed Australian mobile numbers, 04 and eight digits.
# Expected: both are Australian. Seen: +61 445 854 722 has no country, no type and is not valid, because its block is not in the
# numbering plan that the package carries; only isPossible() is true. A check by isValid() turns such customers away.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --no-audit --no-fund --ignore-scripts --silent libphonenumber-js@1.13.16
cat > seen.cjs <<'JS'
const { parsePhoneNumberFromString } = require('libphonenumber-js/max');
const facts = (text) => {
	const phone = parsePhoneNumberFromString(text);
	return { number: phone.number, country: phone.country ?? 'none', type: phone.getType() ?? 'none', possible: phone.isPossible(), valid: phone.isValid() };
};
const [listed, unlisted] = ['+61 412 345 678', '+61 445 854 722'].map(facts);
console.log(`libphonenumber-js ${process.env.VERSION}`, JSON.stringify(listed), JSON.stringify(unlisted));
const asSeen = listed.country === 'AU' && listed.valid && unlisted.country === 'none' && unlisted.possible && !unlisted.valid;
process.exitCode = asSeen ? 0 : 1;
JS
VERSION=$(node -p "JSON.parse(require('fs').readFileSync('node_modules/libphonenumber-js/package.json')).version") node seen.cjs
