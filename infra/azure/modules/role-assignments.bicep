// All role assignments in one table: who, what, on which resource, and why.
// On the storage account as a whole there is one role, which knows tables alone; the host's table of diagnostic events is one of them.
// Not assigned: Storage Queue Data Contributor (HTTP and timer triggers use no queues).

@description('Object id of the app\'s managed identity.')
@minLength(36)
@maxLength(36)
param identityPrincipalId string

@description('Object id of the principal that stores the secrets; empty: none.')
@maxLength(36)
param operatorPrincipalId string

@description('What the operator is.')
@allowed([
  'ServicePrincipal'
  'User'
  'Group'
])
param operatorPrincipalType string

@description('Name of the vault.')
param vaultName string

@description('Name of the storage account.')
param storageName string

@description('Name of the container that holds the package.')
param deploymentContainer string

@description('Name of the Application Insights component.')
param insightsName string

// Ids: learn.microsoft.com/azure/role-based-access-control/built-in-roles
var roles = {
  keyVaultSecretsUser: '4633458b-17de-408a-b874-0445c86b69e6'
  keyVaultSecretsOfficer: 'b86a8fe4-44ce-4948-aee5-eccb2c155cd7'
  storageBlobDataContributor: 'ba92f5b4-2d11-453d-a403-e96b0029c9fe'
  storageBlobDataOwner: 'b7e6dc6d-f1e8-4753-8033-0f276bb0955b'
  storageTableDataContributor: '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3'
  monitoringMetricsPublisher: '3913510d-42f4-4e42-8a64-420c390055eb'
}

var ofTheApp = [
  {
    name: 'app-vault'
    scopeKind: 'vault'
    scopeName: vaultName
    scopePart: ''
    roleId: roles.keyVaultSecretsUser
    principalId: identityPrincipalId
    principalType: 'ServicePrincipal'
    reason: 'Reads the Telnyx key, the signing keys and the sealing keys.'
  }
  {
    // With write access: the platform stores the package with the app's identity.
    name: 'app-package'
    scopeKind: 'container'
    scopeName: storageName
    scopePart: deploymentContainer
    roleId: roles.storageBlobDataContributor
    principalId: identityPrincipalId
    principalType: 'ServicePrincipal'
    reason: 'Flex Consumption: stores the package at a deployment, and fetches it at each start.'
  }
  {
    name: 'host-locks'
    scopeKind: 'container'
    scopeName: storageName
    scopePart: 'azure-webjobs-hosts'
    roleId: roles.storageBlobDataOwner
    principalId: identityPrincipalId
    principalType: 'ServicePrincipal'
    reason: 'The Functions host: locks, its own and the timer\'s.'
  }
  {
    name: 'host-keys'
    scopeKind: 'container'
    scopeName: storageName
    scopePart: 'azure-webjobs-secrets'
    roleId: roles.storageBlobDataOwner
    principalId: identityPrincipalId
    principalType: 'ServicePrincipal'
    reason: 'The Functions host: its own keys, which open nothing here.'
  }
  {
    // On the account, because the inbox makes a table each month, lists its tables and deletes old ones: a role on a table can be given only once
    // the table is there, and lists nothing. The role's permissions are all below tableServices/tables, so on the account it reaches tables alone.
    // Which action needs which scope: learn.microsoft.com/rest/api/storageservices/authorize-with-azure-active-directory
    name: 'app-tables'
    scopeKind: 'tables'
    scopeName: storageName
    scopePart: ''
    roleId: roles.storageTableDataContributor
    principalId: identityPrincipalId
    principalType: 'ServicePrincipal'
    reason: 'Keeps grants, what the guard remembers, and the inbox, whose tables it makes each month and deletes when they are old.'
  }
  {
    name: 'app-telemetry'
    scopeKind: 'insights'
    scopeName: insightsName
    scopePart: ''
    roleId: roles.monitoringMetricsPublisher
    principalId: identityPrincipalId
    principalType: 'ServicePrincipal'
    reason: 'Sends logs and traces; keys of Application Insights are turned off.'
  }
]

var ofTheOperator = empty(operatorPrincipalId)
  ? []
  : [
      {
        name: 'operator-vault'
        scopeKind: 'vault'
        scopeName: vaultName
        scopePart: ''
        roleId: roles.keyVaultSecretsOfficer
        principalId: operatorPrincipalId
        principalType: operatorPrincipalType
        reason: 'Stores the Telnyx key, makes and rotates the keys of the app.'
      }
    ]

module assignments 'role-assignment.bicep' = [
  for assignment in concat(ofTheApp, ofTheOperator): {
    name: 'role-${assignment.name}'
    params: {
      scopeKind: assignment.scopeKind
      scopeName: assignment.scopeName
      scopePart: assignment.scopePart
      roleId: assignment.roleId
      principalId: assignment.principalId
      principalType: assignment.principalType
      reason: assignment.reason
    }
  }
]
