// One role, for one principal, on one resource: never on a resource group or a subscription.

@description('What the role is given on.')
@allowed([
  'vault'
  'storage'
  'insights'
])
param scopeKind string

@description('Name of that resource.')
@minLength(1)
@maxLength(260)
param scopeName string

@description('Id (GUID) of the built-in role.')
@minLength(36)
@maxLength(36)
param roleId string

@description('Object id of who gets the role.')
@minLength(36)
@maxLength(36)
param principalId string

@description('What the principal is: for a new identity Entra is not asked first whether it exists.')
@allowed([
  'ServicePrincipal'
  'User'
  'Group'
])
param principalType string

@description('Why the role is needed.')
@maxLength(512)
param reason string

var name = guid(resourceGroup().id, scopeKind, scopeName, principalId, roleId)

var assignment = {
  roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roleId)
  principalId: principalId
  principalType: principalType
  description: reason
}

resource vault 'Microsoft.KeyVault/vaults@2023-07-01' existing = if (scopeKind == 'vault') {
  name: scopeName
}

resource storage 'Microsoft.Storage/storageAccounts@2024-01-01' existing = if (scopeKind == 'storage') {
  name: scopeName
}

resource insights 'Microsoft.Insights/components@2020-02-02' existing = if (scopeKind == 'insights') {
  name: scopeName
}

resource onVault 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (scopeKind == 'vault') {
  name: name
  scope: vault
  properties: assignment
}

resource onStorage 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (scopeKind == 'storage') {
  name: name
  scope: storage
  properties: assignment
}

resource onInsights 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (scopeKind == 'insights') {
  name: name
  scope: insights
  properties: assignment
}
