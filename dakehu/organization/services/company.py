"""The company and the legal entities that sign for it."""

from datetime import datetime
from decimal import Decimal

from django.utils.translation import gettext as _

from dakehu.kit.actors import Actor
from dakehu.kit.errors import UnableTo
from dakehu.kit.refs import RecordRef
from dakehu.kit.work import work
from dakehu.organization.access import MANAGE, require
from dakehu.organization.models import Company, LegalEntity
from dakehu.organization.queries.credit_codes import credit_code_fault

ONLY = 1


class UnableToSetCompany(UnableTo):
    """The company's own data cannot be stored."""


class UnableToSetLegalEntity(UnableTo):
    """A legal entity cannot be added or changed."""


def set_company(
    *,
    by: Actor,
    at: datetime,
    name: str,
    credit_code: str = "",
    address: str = "",
    region: str = "",
    minimum_wage: Decimal | None = None,
    vat_rate: Decimal = Decimal("0.13"),
) -> Company:
    """Store what the company is called and where it is; the first call creates it."""
    require(by, MANAGE)
    if not name.strip():
        raise UnableToSetCompany(_("请填写公司名称。"), field="name")
    if credit_code and (fault := credit_code_fault(credit_code)):
        raise UnableToSetCompany(fault, field="credit_code")
    if minimum_wage is not None and minimum_wage < 0:
        raise UnableToSetCompany(_("最低工资不能是负数。"), field="minimum_wage")
    if not 0 <= vat_rate < 1:
        raise UnableToSetCompany(_("税率应当在 0 到 100% 之间。"), field="vat_rate")
    with work(by=by, at=at) as unit:
        found, _made = Company.objects.update_or_create(
            pk=ONLY,
            defaults={
                "name": name.strip(),
                "credit_code": credit_code,
                "address": address,
                "region": region,
                "minimum_wage": minimum_wage,
                "vat_rate": vat_rate,
            },
        )
        unit.note(
            "organization.company_set",
            None,
            name=found.name,
            credit_code=credit_code,
            minimum_wage=None if minimum_wage is None else str(minimum_wage),
            vat_rate=str(vat_rate),
        )
    return found


def add_legal_entity(
    *,
    by: Actor,
    at: datetime,
    name: str,
    credit_code: str,
    address: str = "",
    phone: str = "",
    bank: str = "",
    bank_account: str = "",
    is_default: bool = False,
) -> LegalEntity:
    """Add a legal person that signs contracts; the first one is the default."""
    require(by, MANAGE)
    entity = LegalEntity(
        name=name.strip(),
        credit_code=credit_code,
        address=address,
        phone=phone,
        bank=bank,
        bank_account=bank_account,
    )
    with work(by=by, at=at) as unit:
        first = not LegalEntity.objects.exists()
        _store(entity, is_default=is_default or first)
        ref = RecordRef("legal_entity", entity.pk)
        unit.note("organization.legal_entity_added", ref, name=entity.name)
    return entity


def change_legal_entity(
    *,
    by: Actor,
    at: datetime,
    entity: int,
    name: str,
    credit_code: str,
    address: str = "",
    phone: str = "",
    bank: str = "",
    bank_account: str = "",
    is_default: bool = False,
    is_active: bool = True,
) -> LegalEntity:
    """Change a legal entity; the default one stays active and stays the default until replaced."""
    require(by, MANAGE)
    with work(by=by, at=at) as unit:
        found = LegalEntity.objects.select_for_update(no_key=True).get(pk=entity)
        if found.is_default and not (is_default and is_active):
            told = _("请先把另一个主体设为默认，再改这一个。")
            raise UnableToSetLegalEntity(told, field="is_default")
        found.name, found.credit_code = name.strip(), credit_code
        found.address, found.phone = address, phone
        found.bank, found.bank_account = bank, bank_account
        found.is_active = is_active or is_default
        _store(found, is_default=is_default)
        ref = RecordRef("legal_entity", found.pk)
        unit.note("organization.legal_entity_changed", ref, name=found.name)
    return found


def _store(entity: LegalEntity, *, is_default: bool) -> None:
    """Write the row, alone in being the default if it is that."""
    if not entity.name:
        raise UnableToSetLegalEntity(_("请填写主体名称。"), field="name")
    if fault := credit_code_fault(entity.credit_code):
        raise UnableToSetLegalEntity(fault, field="credit_code")
    others = LegalEntity.objects.select_for_update(no_key=True).exclude(pk=entity.pk)
    for field, told in (
        ("name", _("已有同名的签约主体。")),
        ("credit_code", _("这个统一社会信用代码已登记在另一个主体名下。")),
    ):
        if others.filter(**{field: getattr(entity, field)}).exists():
            raise UnableToSetLegalEntity(told, field=field)
    if is_default:
        others.filter(is_default=True).update(is_default=False)
    entity.is_default = is_default
    entity.save()
