package live

import (
	"database/sql"
	"errors"
	"strings"

	"github.com/go-sql-driver/mysql"

	"github.com/privet-dev/privet/schema"
)

// accounts reads the server's accounts, roles and what is granted to them. An
// account that may not read mysql.user sees its own grants only.
func (r *myReader) accounts() error {
	accounts, err := r.accountList()
	var refused *mysql.MySQLError
	if errors.As(err, &refused) && !isTimeout(err) {
		r.note("the accounts of the server may not be read by this account", "grant it SELECT on the database mysql; until then only its own grants are known")
		return r.grantsFor("")
	}
	if err != nil {
		return err
	}
	for _, a := range accounts {
		if err := r.account(a); err != nil {
			return err
		}
	}
	for _, a := range accounts { // roles first, so that a grant of one finds it
		if err := r.grantsFor(a.quoted()); err != nil {
			return err
		}
	}
	return nil
}

// myAccount is a user or role of the server. MariaDB's roles have no host.
type myAccount struct {
	user, host string
	role       bool
}

func (a myAccount) quoted() string {
	if a.role {
		return quote(a.user)
	}
	return quote(a.user) + "@" + quote(a.host)
}

// accountList lists accounts; only MariaDB tells roles apart in this table.
func (r *myReader) accountList() ([]myAccount, error) {
	rows, err := r.conn.QueryContext(r.ctx, `SELECT user, host, is_role FROM mysql.user WHERE user <> 'PUBLIC' ORDER BY is_role = 'N', user, host`)
	if err != nil && !isTimeout(err) { // MySQL has no column is_role
		rows, err = r.conn.QueryContext(r.ctx, `SELECT user, host, 'N' FROM mysql.user WHERE user NOT LIKE 'mysql.%' ORDER BY user, host`)
	}
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var list []myAccount
	for rows.Next() {
		var a myAccount
		var role sql.NullString
		if err := rows.Scan(&a.user, &a.host, &role); err != nil {
			return nil, err
		}
		if a.role = role.String == "Y"; a.user != "mariadb.sys" {
			list = append(list, a)
		}
	}
	return list, rows.Err()
}

// account reads one account with the kind of its password. SHOW CREATE USER
// names the hash; the reader keeps none.
func (r *myReader) account(a myAccount) error {
	if a.role {
		r.apply(schema.CreateRole{Role: &schema.Role{Name: a.user, Login: schema.No}})
		return nil
	}
	list, err := r.strings("SHOW CREATE USER " + a.quoted())
	if err != nil && (isTimeout(err) || r.ctx.Err() != nil) {
		return err
	}
	if err != nil {
		r.apply(schema.CreateRole{Role: &schema.Role{Name: a.user + "@" + a.host, Host: a.host, Login: schema.Yes}})
		return nil
	}
	for _, text := range list {
		r.define("the account "+a.user+"@"+a.host, text)
	}
	return nil
}

// grantsFor reads what an account was granted; "" is this one.
func (r *myReader) grantsFor(account string) error {
	query := "SHOW GRANTS"
	if account != "" {
		query += " FOR " + account
	}
	list, err := r.strings(query)
	if err != nil && (isTimeout(err) || r.ctx.Err() != nil) {
		return err
	}
	if err != nil {
		r.note("the grants of "+strings.ReplaceAll(account, "`", "")+" could not be read", "they need SELECT on the database mysql")
		return nil
	}
	for _, text := range list {
		r.define("a grant", text)
	}
	return nil
}
