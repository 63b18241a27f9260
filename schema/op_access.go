package schema

// Roles, grants and policies.
type (
	// CreateRole creates a role or account.
	CreateRole struct {
		Role        *Role
		IfNotExists bool
	}
	// AlterRole changes the attributes that Role states (a Tri other than
	// Unsaid, a password kind other than PasswordUnsaid, non-nil Defaults).
	AlterRole struct{ Role *Role }
	// RenameRole renames a role.
	RenameRole struct {
		From, To string
		Origin   Origin
	}
	// DropRole drops roles.
	DropRole struct {
		Names  []string
		Origin Origin
	}
	// AddGrant grants privileges. AllInSchema: on every object of Kind now in
	// the schema Object.Name.
	AddGrant struct {
		Grant       Grant
		AllInSchema bool
	}
	// RevokeGrant takes privileges, or only the grant option, away.
	RevokeGrant struct {
		Grant           Grant
		AllInSchema     bool
		GrantOptionOnly bool
	}
	// RevokeAll takes every privilege on every object from roles: MySQL's
	// REVOKE ALL PRIVILEGES, GRANT OPTION FROM user.
	RevokeAll struct {
		Roles  []string
		Origin Origin
	}
	// AddMember makes a role a member of another.
	AddMember struct{ Membership Membership }
	// RemoveMember ends a membership, or only one of its options (Admin,
	// Inherit, Set as the Membership says Yes).
	RemoveMember struct {
		Membership Membership
		OptionOnly bool
	}
	// SetDefaultPrivilege is ALTER DEFAULT PRIVILEGES.
	SetDefaultPrivilege struct {
		Default         DefaultPrivilege
		GrantOptionOnly bool // a revoke of the grant option alone
	}
	// CreatePolicy creates a row policy.
	CreatePolicy struct{ Policy *Policy }
	// AlterPolicy changes the parts that Policy states: non-nil Roles, Using,
	// Check; RenameTo when not "".
	AlterPolicy struct {
		Policy   *Policy
		RenameTo string
	}
	// DropPolicy drops a row policy.
	DropPolicy struct {
		Table  Name
		Name   string
		Origin Origin
	}
	// CreatePublication creates a publication.
	CreatePublication struct{ Publication *Publication }
	// AlterPublication adds, sets or drops tables, or renames.
	AlterPublication struct {
		Name     string
		Action   string // add, set, drop, rename
		Tables   []PublishedTable
		Schemas  []string
		RenameTo string
		Origin   Origin
	}
	// DropPublication drops publications.
	DropPublication struct {
		Names  []string
		Origin Origin
	}
	// ReassignOwned gives all objects of roles to another role.
	ReassignOwned struct {
		From   []string
		To     string
		Origin Origin
	}
	// DropOwned drops all objects and grants of roles.
	DropOwned struct {
		Roles  []string
		Origin Origin
	}
)

func (CreateRole) op()          {}
func (AlterRole) op()           {}
func (RenameRole) op()          {}
func (DropRole) op()            {}
func (AddGrant) op()            {}
func (RevokeAll) op()           {}
func (RevokeGrant) op()         {}
func (AddMember) op()           {}
func (RemoveMember) op()        {}
func (SetDefaultPrivilege) op() {}
func (CreatePolicy) op()        {}
func (AlterPolicy) op()         {}
func (DropPolicy) op()          {}
func (CreatePublication) op()   {}
func (AlterPublication) op()    {}
func (DropPublication) op()     {}
func (ReassignOwned) op()       {}
func (DropOwned) op()           {}
