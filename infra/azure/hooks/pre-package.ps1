$ErrorActionPreference = 'Stop'
Set-Location (Join-Path $PSScriptRoot '../../..')
node infra/ensure-installed.mjs
if ($LASTEXITCODE -ne 0) { exit $LASTEXITCODE }
npx --no -- node infra/package-app.ts
exit $LASTEXITCODE
