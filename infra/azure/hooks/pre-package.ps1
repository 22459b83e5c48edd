$ErrorActionPreference = 'Stop'
Set-Location (Join-Path $PSScriptRoot '../../..')
node infra/build/ensure-installed.mjs all
if ($LASTEXITCODE -ne 0) { exit $LASTEXITCODE }
npx --no -- node infra/build/package-app.ts
exit $LASTEXITCODE
