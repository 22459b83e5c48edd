// The app registration in Entra ID: a module of infra/azure/main.bicep, and a template of its own. app-registration.sh creates the same
// one without Bicep; both find it by its unique name. Public Azure only, as is the Graph extension.
extension microsoftGraphV1

metadata description = 'The registration with which people log in: roles, redirect URI, and the managed identity instead of a secret.'

@description('Unique name of this registration in the tenant, which never changes, and is of one deployment alone: its output ENTRA_UNIQUE_NAME.')
@minLength(3)
@maxLength(120)
param uniqueName string

@description('Name that people see when they log in.')
@minLength(1)
@maxLength(120)
param displayName string = 'Telnyx for MCP clients'

@description('Where Entra sends the browser after a login: the output ENTRA_REDIRECT_URI of the deployment, https://…/auth/callback.')
param redirectUri string

@description('Principal id of the app\'s managed identity: the output IDENTITY_PRINCIPAL_ID of the deployment.')
@minLength(36)
@maxLength(36)
param identityPrincipalId string

@description('Object id of the person to assign the role Owner. Empty: nobody.')
param ownerObjectId string = ''

var appRoles = loadJsonContent('app-roles.json')
var ownerRole = filter(appRoles, role => role.value == 'Owner')[0]

resource application 'Microsoft.Graph/applications@v1.0' = {
  uniqueName: uniqueName
  displayName: displayName
  signInAudience: 'AzureADMyOrg'
  api: {
    requestedAccessTokenVersion: 2
  }
  web: {
    redirectUris: [
      redirectUri
    ]
  }
  appRoles: appRoles

  // The identity authenticates the app: no secret can leak or expire.
  resource managedIdentity 'federatedIdentityCredentials@v1.0' = {
    name: '${application.uniqueName}/managed-identity'
    issuer: '${environment().authentication.loginEndpoint}${tenant().tenantId}/v2.0'
    subject: identityPrincipalId
    audiences: [
      'api://AzureADTokenExchange'
    ]
    description: 'The managed identity of the function app'
  }
}

resource servicePrincipal 'Microsoft.Graph/servicePrincipals@v1.0' = {
  appId: application.appId
  // Only assigned people can log in.
  appRoleAssignmentRequired: true
  // Shows it among the enterprise applications of the portal.
  tags: [
    'WindowsAzureActiveDirectoryIntegratedApp'
  ]
}

resource owner 'Microsoft.Graph/appRoleAssignedTo@v1.0' = if (!empty(ownerObjectId)) {
  appRoleId: ownerRole.id
  principalId: ownerObjectId
  resourceId: servicePrincipal.id
}

@description('Client id, for ENTRA_CLIENT_ID.')
output clientId string = application.appId
