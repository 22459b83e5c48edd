// The one identity of the app: it reads the vault, the tables and its package, sends telemetry, and signs in to Entra.
// User-assigned, so that roles and the federated credential survive the site.

@description('Name of the managed identity.')
@minLength(3)
@maxLength(128)
param name string

@description('Azure region.')
param location string

@description('Tags of every resource.')
param tags object

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: name
  location: location
  tags: tags
}

@description('Resource id.')
output id string = identity.id

@description('Object id in Entra: the subject of the federated credential and of role assignments.')
output principalId string = identity.properties.principalId

@description('Client id: how the code names this identity when it asks for a token.')
output clientId string = identity.properties.clientId
