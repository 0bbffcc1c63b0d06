import django.db.models.deletion
import kyodo.kernel.text
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Person',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('ref', models.CharField(default=kyodo.kernel.text.new_ref, editable=False, max_length=12, unique=True)),
                ('email', models.EmailField(blank=True, max_length=254, null=True, unique=True, verbose_name='メールアドレス')),
                ('name', models.CharField(max_length=100, verbose_name='氏名')),
                ('kana', models.CharField(blank=True, max_length=100, verbose_name='フリガナ')),
                ('phone', models.CharField(blank=True, max_length=20, verbose_name='電話番号')),
                ('is_active', models.BooleanField(default=True, verbose_name='利用できる')),
                ('joined_at', models.DateTimeField(verbose_name='登録日時')),
                ('anonymised_at', models.DateTimeField(blank=True, null=True, verbose_name='匿名にした日時')),
                ('joined_into', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='合わせた先の記録')),
            ],
            options={
                'verbose_name': '人',
            },
        ),
        migrations.CreateModel(
            name='Invitation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', models.CharField(default=kyodo.kernel.text.new_ref, editable=False, max_length=12, unique=True)),
                ('email', models.EmailField(max_length=254, verbose_name='メールアドレス')),
                ('name', models.CharField(max_length=100, verbose_name='氏名')),
                ('token_hash', models.CharField(max_length=64, unique=True)),
                ('purpose', models.CharField(max_length=200, verbose_name='目的')),
                ('subject_ref', models.CharField(blank=True, max_length=100, verbose_name='対象')),
                ('role', models.CharField(blank=True, max_length=30, verbose_name='役割')),
                ('made_at', models.DateTimeField(verbose_name='招待した日時')),
                ('expires_at', models.DateTimeField(verbose_name='期限')),
                ('used_at', models.DateTimeField(blank=True, null=True, verbose_name='使われた日時')),
                ('invited_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='招待した人')),
                ('used_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='引き受けた人')),
            ],
            options={
                'verbose_name': '招待',
            },
        ),
        migrations.CreateModel(
            name='Joining',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('joined_at', models.DateTimeField(verbose_name='合わせた日時')),
                ('moved', models.JSONField(default=dict, verbose_name='移したもの')),
                ('addresses', models.JSONField(default=list, verbose_name='元のメールアドレス')),
                ('filled', models.JSONField(default=list, verbose_name='書き足した項目')),
                ('was_active', models.BooleanField(default=True, verbose_name='利用できた')),
                ('ended', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='joining', to=settings.AUTH_USER_MODEL, verbose_name='合わせた記録')),
                ('kept', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='joinings', to=settings.AUTH_USER_MODEL, verbose_name='残した記録')),
            ],
            options={
                'verbose_name': '記録の合併',
            },
        ),
        migrations.AddIndex(
            model_name='person',
            index=models.Index(fields=['kana'], name='person_kana'),
        ),
        migrations.AddIndex(
            model_name='person',
            index=models.Index(fields=['phone'], name='person_phone'),
        ),
        migrations.AddIndex(
            model_name='invitation',
            index=models.Index(fields=['subject_ref', 'expires_at'], name='invitation_subject'),
        ),
        migrations.AddConstraint(
            model_name='invitation',
            constraint=models.CheckConstraint(condition=models.Q(('expires_at__gt', models.F('made_at'))), name='invitation_period'),
        ),
        migrations.AddConstraint(
            model_name='invitation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('used_at', None), ('used_by', None)), models.Q(('used_at__isnull', False), ('used_by__isnull', False)), _connector='OR'), name='invitation_used_by_somebody'),
        ),
        migrations.AddIndex(
            model_name='joining',
            index=models.Index(fields=['joined_at'], name='joining_age'),
        ),
    ]
