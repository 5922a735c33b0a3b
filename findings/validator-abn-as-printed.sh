#!/usr/bin/env bash
# validator@13.15.15: an ABN in groups of 2, 3, 3 and 3 digits, the way the Australian Business Register prints it on its certificates and
# pages. Expected: isVAT(text, 'AU') takes it, or its README says that spaces are to be taken out. Seen: false with the spaces, true
# for the same digits without them; both are the number of the Australian Taxation Office.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --no-audit --no-fund --ignore-scripts --silent validator@13.15.15
cat > seen.cjs <<'JS'
const { readFileSync } = require('node:fs');
const validator = require('validator');
const [printed, digits] = ['51 824 753 556', '51824753556'].map((text) => validator.isVAT(text, 'AU'));
const line = readFileSync('node_modules/validator/README.md', 'utf8').split('\n').find((text) => text.includes('isVAT('));
const { version } = JSON.parse(readFileSync('node_modules/validator/package.json', 'utf8'));
console.log(`validator ${version}: as printed ${printed}, digits alone ${digits}; README speaks of spaces there: ${/space/i.test(line)}`);
process.exitCode = !printed && digits && !/space/i.test(line) ? 0 : 1;
JS
node seen.cjs
