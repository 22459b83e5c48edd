// One role for one principal on one resource. Never on a resource group or a subscription; on a storage account only a role that knows tables alone.

@description('Type of the resource.')
@allowed([
  'vault'
  'container'
  'tables'
  'insights'
])
param scopeKind string

@description('Name of that resource; of a container or of tables, that of their storage account.')
@minLength(3)
@maxLength(24)
param scopeName string

@description('Name of the container; empty for others.')
@maxLength(63)
param scopePart string

@description('Id (GUID) of the built-in role.')
@minLength(36)
@maxLength(36)
param roleId string

@description('Object id of the principal.')
@minLength(36)
@maxLength(36)
param principalId string

@description('Type of the principal. With it, Azure does not look up a new identity that Entra does not know yet.')
@allowed([
  'ServicePrincipal'
  'User'
  'Group'
])
param principalType string

@description('Why the role is needed.')
@maxLength(512)
param reason string

// Stable across deployments, and unique per scope, principal and role.
var name = guid(resourceGroup().id, scopeKind, scopeName, scopePart, principalId, roleId)

var assignment = {
  roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roleId)
  principalId: principalId
  principalType: principalType
  description: reason
}

resource vault 'Microsoft.KeyVault/vaults@2023-07-01' existing = if (scopeKind == 'vault') {
  name: scopeName
}

resource container 'Microsoft.Storage/storageAccounts/blobServices/containers@2024-01-01' existing = if (scopeKind == 'container') {
  name: '${scopeName}/default/${scopePart}'
}

// All tables of an account. Azure lists tables only for a role on the account or above it.
resource account 'Microsoft.Storage/storageAccounts@2024-01-01' existing = if (scopeKind == 'tables') {
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

resource onContainer 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (scopeKind == 'container') {
  name: name
  scope: container
  properties: assignment
}

resource onTables 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (scopeKind == 'tables') {
  name: name
  scope: account
  properties: assignment
}

resource onInsights 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (scopeKind == 'insights') {
  name: name
  scope: insights
  properties: assignment
}
