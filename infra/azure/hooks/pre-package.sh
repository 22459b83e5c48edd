#!/bin/sh
set -eu
cd "$(dirname "$0")/../../.."
node infra/build/ensure-installed.mjs all
exec npx --no -- node infra/build/package-app.ts
