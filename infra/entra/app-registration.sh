#!/usr/bin/env bash
# Creates the app registration in Entra ID, the same as infra/entra/main.bicep. Needs az, logged in to the tenant. Can be repeated:
# it changes only what differs. Prints progress to standard error, and the two settings to standard output.
set -euo pipefail

usage() {
  cat <<'TEXT'
app-registration.sh --redirect-uri URI --identity ID [options]

  --redirect-uri URI    where Entra sends the browser after a login: the output ENTRA_REDIRECT_URI of azd
  --identity ID         principal id of the app's managed identity: the output IDENTITY_PRINCIPAL_ID of azd
  --unique-name NAME    identifies this registration, and never changes (default: telnyx-mcp)
  --display-name NAME   shown to people who log in (default: Telnyx for MCP clients)
  --assign-owner WHO    assigns the role Owner to this object id, or to you: me
  --dry-run             prints what it would change, and changes nothing
TEXT
}

die() {
  echo "$*" >&2
  exit 1
}

note() { echo "$*" >&2; }

redirect_uri='' identity='' owner='' dry_run=no
unique_name='telnyx-mcp'
display_name='Telnyx for MCP clients'
while [ $# -gt 0 ]; do
  case $1 in
    --dry-run) dry_run=yes; shift; continue ;;
    --help) usage; exit 0 ;;
    --redirect-uri | --identity | --unique-name | --display-name | --assign-owner) [ $# -ge 2 ] || die "$1 needs a value." ;;
    *) usage >&2; exit 2 ;;
  esac
  case $1 in
    --redirect-uri) redirect_uri=$2 ;;
    --identity) identity=$2 ;;
    --unique-name) unique_name=$2 ;;
    --display-name) display_name=$2 ;;
    --assign-owner) owner=$2 ;;
  esac
  shift 2
done

# These go into JSON and URLs as they are.
guid='^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$'
[[ $redirect_uri =~ ^https://[A-Za-z0-9.-]+(:[0-9]+)?/auth/callback$ ]] || die '--redirect-uri must be https://HOST/auth/callback.'
[[ $identity =~ $guid ]] || die '--identity must be the principal id (UUID) of the managed identity.'
[[ $unique_name =~ ^[A-Za-z0-9._-]{3,120}$ ]] || die '--unique-name takes 3 to 120 letters, digits, ".", "_" and "-".'
[[ $display_name =~ ^[A-Za-z0-9\ ._()-]{1,120}$ ]] || die '--display-name takes 1 to 120 letters, digits, spaces, ".", "_", "-" and parentheses.'
[[ -z $owner || $owner == me || $owner =~ $guid ]] || die '--assign-owner takes an object id (UUID), or me.'

graph='https://graph.microsoft.com/v1.0'
roles_file=$(cd "$(dirname "$0")" && pwd)/app-roles.json
roles=$(cat "$roles_file")
roles_wanted=$(grep -Eo '"(id|value)": "[^"]+"' "$roles_file" | cut -d'"' -f4 | paste -sd' ' -)
owner_role=$(grep -B1 '"value": "Owner"' "$roles_file" | grep -Eo '"id": "[^"]+"' | cut -d'"' -f4)

# get URL JMESPATH: prints the value; nothing for a missing object. Other errors end the script.
get() {
  local answer problem
  problem=$(mktemp)
  if answer=$(az rest --method get --url "$1" --query "$2" --output tsv 2>"$problem"); then
    rm -f "$problem"
    printf '%s' "$answer"
  elif grep -Eq 'ResourceNotFound|"?404|Not Found' "$problem"; then
    rm -f "$problem"
  else
    cat "$problem" >&2
    rm -f "$problem"
    die 'Microsoft Graph does not answer as it should. You need the right to register applications: see infra/entra/README.md.'
  fi
}

# change METHOD URL BODY [HEADERS]: sends the request, or prints it with --dry-run.
change() {
  local method=$1 url=$2 body=$3
  shift 3
  if [ "$dry_run" = yes ]; then
    printf 'would run: az rest --method %s --url %q --body %q\n' "$method" "$url" "$body" >&2
  else
    az rest --method "$method" --url "$url" --headers Content-Type=application/json "$@" --body "$body" --output none
  fi
}

tenant=$(az account show --query tenantId --output tsv)
[[ $tenant =~ $guid ]] || die 'Nobody is logged in: run az login.'
issuer="https://login.microsoftonline.com/$tenant/v2.0"
audience='api://AzureADTokenExchange'
application_url="$graph/applications(uniqueName='$unique_name')"

# 1. The application
wanted="$display_name|AzureADMyOrg|2|$redirect_uri|$roles_wanted"
state="join('|', [displayName, signInAudience, to_string(api.requestedAccessTokenVersion), join(' ', web.redirectUris), join(' ', appRoles[].[id, value][])])"
found=$(get "$application_url" "$state")
if [ "$found" = "$wanted" ]; then
  note "application $unique_name: as it should be"
else
  note "application $unique_name: $([ -z "$found" ] && echo 'new' || echo 'brought up to date')"
  change patch "$application_url" "{
  \"displayName\": \"$display_name\",
  \"signInAudience\": \"AzureADMyOrg\",
  \"api\": {\"requestedAccessTokenVersion\": 2},
  \"web\": {\"redirectUris\": [\"$redirect_uri\"]},
  \"appRoles\": $roles
}" Prefer=create-if-missing
fi
if [ "$dry_run" = yes ] && [ -z "$found" ]; then
  note 'The rest depends on its id: service principal (assignment required), federated credential, role Owner.'
  note "  issuer $issuer, subject $identity, audience $audience"
  exit 0
fi
app_id=$(get "$application_url" appId)
object_id=$(get "$application_url" id)
[[ $app_id =~ $guid && $object_id =~ $guid ]] || die 'The application is not there yet. Entra needs a moment: run this again.'

# 2. The service principal: only people who are assigned may log in
principal_url="$graph/servicePrincipals(appId='$app_id')"
tag='WindowsAzureActiveDirectoryIntegratedApp'
principal=$(get "$principal_url" "join('|', [to_string(appRoleAssignmentRequired), to_string(contains(tags, '$tag'))])")
principal_body="{\"appRoleAssignmentRequired\": true, \"tags\": [\"$tag\"]"
case $principal in
  'true|true') note 'service principal: as it should be' ;;
  '')
    note 'service principal: new'
    change post "$graph/servicePrincipals" "$principal_body, \"appId\": \"$app_id\"}"
    ;;
  *)
    note 'service principal: brought up to date'
    change patch "$principal_url" "$principal_body}"
    ;;
esac

# 3. The managed identity authenticates the application: no secret
credentials_url="$graph/applications/$object_id/federatedIdentityCredentials"
credential=$(get "$credentials_url" "value[?name=='managed-identity'].join('|', [issuer, subject, join(' ', audiences)]) | [0]")
if [ "$credential" = "$issuer|$identity|$audience" ]; then
  note 'federated credential: as it should be'
else
  note "federated credential: $([ -z "$credential" ] && echo 'new' || echo 'brought up to date')"
  change patch "$credentials_url(name='managed-identity')" "{
  \"issuer\": \"$issuer\",
  \"subject\": \"$identity\",
  \"audiences\": [\"$audience\"],
  \"description\": \"The managed identity of the function app\"
}" Prefer=create-if-missing
fi

# 4. A person with the role Owner
if [ -n "$owner" ]; then
  [ "$owner" != me ] || owner=$(az ad signed-in-user show --query id --output tsv)
  principal_id=$(get "$principal_url" id)
  if [ -z "$principal_id" ]; then
    note 'role Owner: it needs the service principal first'
  else
    assigned=$(get "$graph/servicePrincipals/$principal_id/appRoleAssignedTo" "length(value[?principalId=='$owner' && appRoleId=='$owner_role'])")
    if [ "$assigned" = 0 ] || [ -z "$assigned" ]; then
      note "role Owner: given to $owner"
      change post "$graph/servicePrincipals/$principal_id/appRoleAssignedTo" \
        "{\"principalId\": \"$owner\", \"resourceId\": \"$principal_id\", \"appRoleId\": \"$owner_role\"}"
    else
      note "role Owner: $owner has it"
    fi
  fi
else
  note 'role Owner: given to nobody here. Without one of the four roles nobody has access (infra/entra/README.md).'
fi

echo "ENTRA_CLIENT_ID=$app_id"
echo "ENTRA_TENANT_ID=$tenant"
