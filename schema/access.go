package schema

import "strings"

// Public is the grantee that stands for every role: PUBLIC in PostgreSQL.
const Public = ""

// CurrentRole stands for CURRENT_USER, CURRENT_ROLE and SESSION_USER in an Op;
// replay puts the role of the session in its place.
const CurrentRole = "current_user"

// Privilege is a set of privileges.
type Privilege uint32

// The privileges; AllPrivileges stands for what ALL means on the object.
const (
	Select Privilege = 1 << iota
	Insert
	Update
	Delete
	Truncate
	References
	TriggerPriv
	Usage
	Create
	Connect
	Temporary
	Execute
	Maintain
	GrantOption // MySQL: GRANT OPTION as a privilege
	SuperPriv   // MySQL: SUPER and other administrative privileges
	AllPrivileges
)

var privilegeNames = []string{"SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER", "USAGE",
	"CREATE", "CONNECT", "TEMPORARY", "EXECUTE", "MAINTAIN", "GRANT OPTION", "SUPER", "ALL"}

// String lists the privileges as SQL spells them, joined by ", ".
func (p Privilege) String() string {
	var names []string
	for i, n := range privilegeNames {
		if p&(1<<i) != 0 {
			names = append(names, n)
		}
	}
	return strings.Join(names, ", ")
}

// tablePrivileges is what ALL means on a table.
const tablePrivileges = Select | Insert | Update | Delete | Truncate | References | TriggerPriv | Maintain

// Expand replaces AllPrivileges by what ALL means on an object of the kind (the
// table "ACL Privilege Abbreviations" of PostgreSQL's manual). MySQL's db.* and
// *.* give ALL on every kind of object below.
func (p Privilege) Expand(kind ObjectKind, d Dialect) Privilege {
	if p&AllPrivileges == 0 {
		return p
	}
	p &^= AllPrivileges
	if d == MySQL && (kind == SchemaObject || kind == DatabaseObject || kind == GlobalObject) {
		return p | tablePrivileges | Create | Execute | Usage | Temporary | SuperPriv
	}
	switch kind {
	case TableObject, ViewObject:
		return p | tablePrivileges
	case ColumnObject:
		return p | Select | Insert | Update | References
	case SequenceObject:
		return p | Select | Update | Usage
	case SchemaObject:
		return p | Usage | Create
	case DatabaseObject:
		return p | Create | Connect | Temporary
	case FunctionObject:
		return p | Execute
	}
	return p | Usage
}

// Why a Grant exists that no GRANT names the object of.
const (
	ImpliedByDefault = "ALTER DEFAULT PRIVILEGES"
	ImpliedBySchema  = "ALL TABLES IN SCHEMA"
	ImpliedBuiltIn   = "built-in default" // PostgreSQL: EXECUTE on functions and USAGE on schema public, for PUBLIC
)

// ObjectKind is the kind of object a statement speaks of.
type ObjectKind uint8

// The kinds of objects.
const (
	TableObject ObjectKind = iota
	ColumnObject
	ViewObject
	SequenceObject
	SchemaObject
	DatabaseObject
	FunctionObject
	TypeObject
	RoleObject
	PolicyObject
	IndexObject
	TriggerObject
	ConstraintObject
	PublicationObject
	LanguageObject
	GlobalObject // MySQL *.*
	OtherObject
)

// Role is a role, user or account.
type Role struct {
	Name       string
	Host       string // MySQL: the host part of 'user'@'host'
	Login      Tri
	Super      Tri
	CreateRole Tri
	CreateDB   Tri
	BypassRLS  Tri
	Inherit    Tri
	Replicate  Tri
	Password   PasswordKind // never the password itself
	Locked     bool
	Defaults   []string // MySQL default roles
	Comment    *Text
	Origin     Origin
}

// PasswordKind is how a role's password was stated in a script.
type PasswordKind uint8

// The kinds of passwords in role statements. The text itself is never kept.
const (
	PasswordUnsaid PasswordKind = iota
	PasswordNone                // PASSWORD NULL, or an account without one
	PasswordPlain               // a readable literal
	PasswordHashed              // md5..., SCRAM-SHA-256$..., IDENTIFIED WITH ... AS
	PasswordPlugin              // authentication by a plugin or the operating system
)

// Membership says that Member is a member of Role.
type Membership struct {
	Role, Member        string
	Admin, Inherit, Set Tri
	Origin              Origin
}

// Grant is one privilege set given to one grantee on one object, as the final
// state of the script holds it.
type Grant struct {
	Privileges  Privilege
	Columns     []string // column grant: the columns; empty: the whole object
	Kind        ObjectKind
	Object      Name   // for SchemaObject and DatabaseObject: Name.Name; empty for GlobalObject
	Signature   string // for FunctionObject
	Grantee     string // Public, a role, or MySQL's user@host
	GrantOption bool
	Grantor     string
	Implied     string // ImpliedByDefault, ImpliedBySchema, ImpliedBuiltIn, or ""
	Origin      Origin
}

// DefaultPrivilege is one ALTER DEFAULT PRIVILEGES entry in force.
type DefaultPrivilege struct {
	ForRole    string // the role whose new objects get it; "" the role that ran the script
	Schema     string // "" every schema
	Kind       ObjectKind
	Privileges Privilege
	Grantee    string
	Option     bool // WITH GRANT OPTION
	Revoke     bool // takes a built-in default away (EXECUTE from PUBLIC)
	Origin     Origin
}

// Policy is a row-level security policy.
type Policy struct {
	Name       string
	Table      Name
	Permissive bool
	Command    string   // ALL, SELECT, INSERT, UPDATE, DELETE
	Roles      []string // Public means PUBLIC
	Using      *Expr
	Check      *Expr
	Origin     Origin
}

// Publication is a logical-replication publication.
type Publication struct {
	Name      string
	AllTables bool
	Schemas   []string
	Tables    []PublishedTable
	Owner     string
	Origin    Origin
}

// PublishedTable is a table of a publication with its column list, if any.
type PublishedTable struct {
	Table   Name
	Columns []string
	Where   *Expr
}
